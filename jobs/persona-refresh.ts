import { refreshCard } from '#bot/views/refresh-card.ts'
import { checklist, checklistOf } from '#src/refresh/checklist.ts'
import { readTicks } from '#src/refresh/store.ts'
import { job } from './job.ts'
import { keyOf } from './tell.ts'

const NAME = 'persona-refresh'

/** Twice a year: what every owner looks at once more. Items are ticked on the card, which is kept up to date. */
export const personaRefresh = job({
  name: NAME,
  title: 'Half-yearly persona refresh',
  does: 'a checklist per persona that its owners tick, for the board',
  schedule: { every: 'half-year', about: 'last', on: { businessDay: 5 }, at: '09:30' },
  scopes: () => Promise.resolve([{ id: 'board', reader: { setting: 'board-channel' } }]),
  facts: checklist,
  async compute({ period, scope }, { readLibrary, db }) {
    const list = keyOf({ name: NAME }, { period: period.id, scope: scope.id })
    const facts = checklistOf(await readLibrary(), await readTicks(db, list))
    return facts.items.length === 0
      ? { found: 'nothing', because: 'there are no personas yet' }
      : { found: 'facts', facts }
  },
  report: (facts, telling) => [{ message: refreshCard(facts, telling) }],
})
