import { competitorList, competitorView } from '#bot/views/competitor.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { nothingOfKind } from '#bot/views/sentences.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { Asking, Command, Found, Next } from './command.ts'
import { comparePersonas } from './compare.ts'
import { entriesNamed } from './named.ts'

/** `/persona vs tourmin carla`: how we stand against somebody else; two personas are compared. */
export const competitor: Command = {
  name: 'vs',
  does: 'against a competitor',
  examples: ['vs tourmin carla', 'vs', 'competitors carla'],
  verbs: ['vs', 'versus', 'against', 'competitor', 'competitors'],
  run(asked, asking) {
    const { words, personas, name } = asked
    const [persona, other] = personas
    const all = entriesOf(asking.library, 'competitor')
    const [best] = name === '' ? [] : entriesNamed(asking.library, 'competitor', asked)
    if (best) return answerCompetitor(best, persona, asking.library)
    if (persona && other) return comparePersonas(personas, asking.library)
    if (all.length === 0) return { found: 'overview', blocks: nothingOfKind('competitors'), next: [] }
    if (name === '') return listCompetitors(all, persona, asking)
    const nearest = all.slice(0, 3)
    return {
      found: 'nothing',
      question: `the competitor ${words}`,
      nearest,
      next: opening(nearest, persona, asking.library),
    }
  },
}

/** A competitor in the eyes of one persona; those for whom we have something else to say are a button away. */
export function answerCompetitor(
  entry: Entry<'competitor'>,
  persona: Entry<'persona'> | undefined,
  library: Library,
): Found {
  const spoken = claimsOf(entry.body).flatMap((claim) => claim.persona ?? [])
  const others = [...new Set(spoken)].filter((slug) => slug !== persona?.slug)
  const next = others.slice(0, 4).map((slug) => {
    const who = shortName(library, slug)
    return { text: label.forWhom(who), ask: `vs ${entry.title} ${who}` }
  })
  const shown = competitorView.of({ slug: entry.slug, persona: persona?.slug })
  return { found: 'entry', shown, entries: [entry], next }
}

const listCompetitors = (
  all: Entry<'competitor'>[],
  persona: Entry<'persona'> | undefined,
  asking: Asking,
): Found => ({
  found: 'overview',
  blocks: competitorList(all, persona, asking),
  next: opening(all.slice(0, 4), persona, asking.library),
})

function opening(
  all: Entry<'competitor'>[],
  persona: Entry<'persona'> | undefined,
  library: Library,
): Next[] {
  const who = persona ? ` ${shortName(library, persona.slug)}` : ''
  return all.map(({ title }) => ({ text: title, ask: `vs ${title}${who}` }))
}
