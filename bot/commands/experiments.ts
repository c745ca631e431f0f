import { experimentCard, experimentList } from '#bot/views/experiment.ts'
import { label } from '#bot/views/labels.ts'
import { experimentsIn, readStanding, readStandings } from '#src/experiments/read-standing.ts'
import { readAsked } from './asked.ts'
import type { Command } from './command.ts'
import { entriesNamed } from './named.ts'
import { question } from './question.ts'

const MOST = 4

/** `/persona experiments`: what is expected of whom, and what came of it; with a name, one of them. */
export const experiments: Command = {
  name: 'experiments',
  does: 'what we try on whom, and what came of it',
  examples: ['experiments'],
  verbs: ['experiments', 'experiment'],
  takesText: true,
  run({ words }, asking) {
    const { library } = asking
    const all = experimentsIn(library)
    const [named] = words === '' ? [] : entriesNamed(library, 'experiment', { words, rest: words })
    const one = named && all.find(({ slug }) => slug === named.slug)
    if (one)
      return {
        found: 'records',
        next: [{ text: label.allExperiments, ask: 'experiments' }],
        read: async (ctx) => experimentCard(await readStanding(one, ctx), library),
      }
    if (words !== '') return question.run(readAsked(`experiment ${words}`, library), asking)
    return {
      found: 'records',
      next: all.slice(0, MOST).map(({ title, slug }) => ({ text: title, ask: `experiments ${slug}` })),
      read: async (ctx) => experimentList(await readStandings(ctx, library), library),
    }
  },
}
