import { personaRefresh as view } from '#bot/views/refresh-card.ts'
import type { Context } from '#src/context.ts'
import { readTried } from '#src/feedback/store.ts'
import { openFindings } from '#src/findings/store.ts'
import { openFlags } from '#src/flags/store.ts'
import { checklist, openItems, REFRESH } from '#src/refresh/checklist.ts'
import { itemsOf, withSince } from '#src/refresh/derive.ts'
import { readLeads, readSizes } from '#src/refresh/segments-store.ts'
import { lastChecklist, readTicks } from '#src/refresh/store.ts'
import { job } from './job.ts'
import type { Period } from './schedule.ts'
import { keyOf } from './tell.ts'

/** Twice a year: what every owner looks at once more. Items are ticked in the thread; the card is kept up to date. */
export const personaRefresh = job({
  name: REFRESH.job,
  title: 'Half-yearly persona refresh',
  does: 'a checklist per persona that its owners tick, for the board',
  schedule: { every: 'half-year', about: 'last', on: { businessDay: 5 }, at: '09:30' },
  scopes: () => Promise.resolve([{ id: REFRESH.scope, reader: { setting: 'board-channel' } }]),
  facts: checklist,
  async compute({ period, scope, now }, ctx) {
    const list = keyOf({ name: REFRESH.job }, { period: period.id, scope: scope.id })
    const items = withSince(await itemsAt(period, now, ctx), await openBefore(period, ctx))
    if (items.length === 0) return { found: 'nothing', because: 'there are no personas yet' }
    return { found: 'facts', facts: { items, ticks: await readTicks(ctx.db, list, items) } }
  },
  report: view,
})

async function itemsAt({ to }: Period, now: Temporal.Instant, { db, readLibrary, zone }: Context) {
  return itemsOf({
    library: await readLibrary(),
    sizes: await readSizes(db, to.subtract({ months: 1 })),
    leads: await readLeads(db),
    flags: await openFlags(db),
    findings: (await openFindings(db)).map(({ facts }) => facts),
    tried: (await readTried(db, now)).values(),
    today: now.toZonedDateTimeISO(zone).toPlainDate(),
    zone,
  })
}

async function openBefore({ from }: Period, { db }: Context) {
  const before = await lastChecklist(db, from)
  if (!before) return undefined
  const { key, period, facts } = before
  const ticks = await readTicks(db, key, facts.items)
  return { period, open: openItems({ ...facts, ticks }) }
}
