import { briefList, briefSection, completing } from '#bot/views/brief.ts'
import { latestBriefs } from '#src/briefs/store.ts'
import { suggestBrief } from '#src/briefs/suggest.ts'
import { wordsOf } from '#src/search/words.ts'
import type { Command } from './command.ts'

const UNTITLED = 'Brief'

/** `/persona brief carla new onboarding`: the persona section of a brief, filled as far as it is known. */
export const brief: Command = {
  name: 'brief',
  does: 'the persona section of a brief',
  examples: ['brief carla new onboarding', 'brief finn', 'brief'],
  verbs: ['brief', 'briefing'],
  takesText: true,
  run({ words, personas: [persona], rest }, { library }) {
    const title = titleIn(words, rest) || UNTITLED
    const empty = {
      title,
      persona: undefined,
      version: undefined,
      job: undefined,
      evidence: [],
      action: undefined,
    }
    const suggested = persona ? suggestBrief(title, persona, library) : empty
    return {
      found: 'overview',
      blocks: [...briefSection(suggested, library), completing(suggested)],
      next: [],
    }
  },
}

/** What it is about, as it was typed: only the name of the persona is left out. */
function titleIn(words: string, rest: string): string {
  const left = new Set(wordsOf(rest))
  const typed = words.split(/\s+/).filter((word) => wordsOf(word).every((each) => left.has(each)))
  return rest === '' ? '' : typed.join(' ')
}

const LATEST = 15

/** `/persona briefs`: what was decided with which persona lately. */
export const briefs: Command = {
  name: 'briefs',
  does: 'the latest, and what they lack',
  examples: ['briefs'],
  verbs: ['briefs'],
  run: (_, { library, zone }) => ({
    found: 'records',
    read: async ({ db }) => briefList(await latestBriefs(db, LATEST), library, zone),
    next: [],
  }),
}
