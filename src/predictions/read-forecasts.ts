import { setImmediate } from 'node:timers/promises'
import type { Context } from '#src/context.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { readBehaviour } from './behaviour-store.ts'
import { type Forecast, forecastOf, type Sample, type Samples, sampleOf } from './forecast.ts'
import { type Quarters, quartersOf } from './quarters.ts'
import { type KnownSince, readKnownSince, readSeenMonths, readTagged } from './store.ts'

/** What is foreseen from the end of the last month that is known, and what it was learned from. */
export type Forecasts = {
  /** The last month that is known, by its first day. */
  to: Temporal.PlainDate
  quarters: Quarters
  tagged: { of: number; tagged: number }
  /** Of so large a share of the customers it was learned; who is asked about is looked at in any case. */
  share: number
  churn: Forecast
  expansion: Forecast
  /** Today's customers, as many as were drawn. */
  now: Sample[]
  known: KnownSince
}

/** More customers than these teach nothing that those who were drawn don't. */
const MOST_ACCOUNTS = 10_000

/** Learns from all closed months; undefined where there are none. */
export async function readForecasts(ctx: Context): Promise<Forecasts | undefined> {
  const { db, zone } = ctx
  const today = ctx.now().toZonedDateTimeISO(zone).toPlainDate()
  const seen = await readSeenMonths(db, today.with({ day: 1 }))
  const last = seen.at(-1)
  if (!last) return undefined
  const to = Temporal.PlainDate.from(last.month)
  const quarters = quartersOf(seen, to)
  const tagged = await readTagged(db, to)
  const signals = entriesOf(await ctx.readLibrary(), 'signal')
  const known = await readKnownSince(
    db,
    signals.map(({ slug, body }) => ({ slug, family: body.family })),
  )
  const share = Math.min(1, MOST_ACCOUNTS / Math.max(1, last.rows))
  const samples = await readSamples(ctx, { to, quarters, known, share })
  const ground = {
    tagged: tagged.of === 0 ? undefined : tagged.tagged / tagged.of,
    months: quarters.months,
    quarters: quarters.learn.length + quarters.heldBack.length,
  }
  // What follows computes for a while: others are answered first.
  await setImmediate()
  const churn = forecastOf('churn', ground, samples)
  await setImmediate()
  const expansion = forecastOf('expansion', ground, samples)
  return { to, quarters, tagged, share, churn, expansion, now: samples.now, known }
}

type Wanted = Pick<Forecasts, 'to' | 'quarters' | 'known' | 'share'>

async function readSamples({ db, zone }: Context, { to, quarters, known, share }: Wanted): Promise<Samples> {
  const read = async (month: Temporal.PlainDate, tags: 'then' | 'now') => {
    const rows = await readBehaviour(db, { month, zone, known, tags, which: { share } })
    return rows.map(sampleOf)
  }
  const all = async (months: Temporal.PlainDate[]) => {
    const samples: Sample[][] = []
    for (const month of months) samples.push(await read(month, 'then'))
    return samples
  }
  return {
    learn: await all(quarters.learn),
    heldBack: await all(quarters.heldBack),
    now: await read(to, 'now'),
  }
}
