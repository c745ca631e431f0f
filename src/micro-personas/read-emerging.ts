import type { Context } from '#src/context.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { readBehaviour } from '#src/predictions/behaviour-store.ts'
import { readKnownSince, readSeenMonths } from '#src/predictions/store.ts'
import { emergingIn } from './emerging.ts'
import type { Emerging } from './group.ts'
import { readSeats } from './store.ts'

/** What was looked for in the last month that is known: in how many customers, and what was found. */
export type EmergingReport = { to: Temporal.PlainDate; n: number; share: number; found: Emerging[] }

const MOST_ACCOUNTS = 5_000

/** Undefined where there are no account-months. */
export async function readEmerging(ctx: Context): Promise<EmergingReport | undefined> {
  const { db, zone, now } = ctx
  const today = now().toZonedDateTimeISO(zone).toPlainDate()
  const last = (await readSeenMonths(db, today.with({ day: 1 }))).at(-1)
  if (!last) return undefined
  const to = Temporal.PlainDate.from(last.month)
  const signals = entriesOf(await ctx.readLibrary(), 'signal')
  const known = await readKnownSince(
    db,
    signals.map(({ slug, body }) => ({ slug, family: body.family })),
  )
  const share = Math.min(1, MOST_ACCOUNTS / Math.max(1, last.rows))
  const rows = await readBehaviour(db, { month: to, zone, known, tags: 'now', which: { share } })
  const seats = await readSeats(
    db,
    rows.map(({ account }) => account),
  )
  const doers = rows.map((row) => ({ ...row, seats: seats.get(row.account) ?? null }))
  return { to, n: doers.length, share, found: await emergingIn(doers) }
}
