import type { Context } from '#src/context.ts'
import type { KnownEvent } from './decide.ts'
import { silentSince } from './feed.ts'
import { fire } from './fire.ts'
import { known, type LookedAt, met, metBy, type Sweeping } from './looking.ts'
import { recheck } from './recheck.ts'
import { rulesIn, type TriggerRule } from './rules.ts'
import {
  accountsAfter,
  type Mark,
  moveOn,
  readHorizon,
  readStoredEvents,
  releaseSweep,
  SweepLost,
  takeSweep,
} from './sweep-store.ts'

const EVENTS_AT_ONCE = 500
const ACCOUNTS_AT_ONCE = 500
/** From then on, in the team's zone, what did not happen is looked for: before people begin to work. */
const MORNING = '07:00'
const RECHECK_AFTER_MS = 60 * 60 * 1000
const LEASE_MS = 60_000

/** What a sweep looked at. */
export type Swept = { events: number; accounts: number; rechecked: number }

/**
 * Looks at what has been stored since the last look, at every account once a morning, and once an hour at what
 * stands. One instance at a time: what a page of it finds is written together with how far it got, so that whoever
 * is killed has lost nothing and nothing fires twice.
 */
export async function sweepTriggers(ctx: Context, workerId: string): Promise<Swept | undefined> {
  const sweeper = { id: workerId, leaseMs: LEASE_MS }
  const taken = await takeSweep(ctx.db, sweeper)
  if (!taken) return undefined
  const rules = rulesIn(await ctx.readLibrary())
  const sweeping = { ctx, sweeper, rules, now: ctx.now() }
  try {
    const afterEvents = await lookAtEvents(sweeping, taken)
    const afterMorning = await lookInTheMorning(sweeping, afterEvents.mark)
    const rechecked = await recheckHourly(sweeping, afterMorning.mark)
    await releaseSweep(ctx.db, sweeper)
    return { events: afterEvents.count, accounts: afterMorning.count, rechecked }
  } catch (error) {
    if (error instanceof SweepLost) return undefined
    await releaseSweep(ctx.db, sweeper)
    throw error
  }
}

type Reached = { mark: Mark; count: number }

async function lookAtEvents(sweeping: Sweeping, from: Mark): Promise<Reached> {
  const { ctx, sweeper, rules } = sweeping
  const horizon = await readHorizon(ctx.db)
  const signals = [...rules.bySignal.keys()]
  let [mark, count] = [from, 0]
  for (;;) {
    const events = await readStoredEvents(ctx.db, mark, horizon, signals, EVENTS_AT_ONCE)
    const last = events.length < EVENTS_AT_ONCE ? undefined : events.at(-1)
    const next = { ...mark, seenIn: last?.storedIn ?? horizon, seenId: last?.id ?? '' }
    const looked = await lookUpon(events, sweeping)
    await moveOn(ctx.db, sweeper, mark, next, await fire(looked, sweeping))
    mark = next
    count += events.length
    if (!last) return { mark, count }
  }
}

async function lookUpon(events: KnownEvent[], { ctx, rules, now }: Sweeping): Promise<LookedAt[]> {
  const listening = [...new Set(events.flatMap(({ signal }) => rules.bySignal.get(signal) ?? []))]
  const { accounts, factsFor } = await known(
    events.map(({ accountId }) => accountId),
    listening,
    now,
    ctx,
  )
  return metBy(events, rules, accounts, factsFor)
}

async function lookInTheMorning(sweeping: Sweeping, from: Mark): Promise<Reached> {
  const { ctx, sweeper, now } = sweeping
  const here = now.toZonedDateTimeISO(ctx.zone)
  const [today, time] = [here.toPlainDate().toString(), here.toPlainTime().toString()]
  if (from.lookedOn === today || time < MORNING) return { mark: from, count: 0 }
  const daily = await tellingRules(sweeping)
  let [mark, count] = [from, 0]
  while (daily.length > 0) {
    const ids = await accountsAfter(ctx.db, mark.lookedTo, ACCOUNTS_AT_ONCE)
    const last = ids.at(-1)
    if (last === undefined) break
    const { accounts, factsFor } = await known(ids, daily, now, ctx)
    const looked = [...accounts.values()].flatMap((account) => met(daily, account, factsFor(account)))
    const next = { ...mark, lookedTo: last }
    await moveOn(ctx.db, sweeper, mark, next, await fire(looked, sweeping))
    mark = next
    count += ids.length
  }
  // Before the first customers have come there is no morning to be done with.
  if (count === 0 && mark.lookedTo === '' && daily.length > 0) return { mark, count }
  const done = { ...mark, lookedOn: today, lookedTo: '' }
  await moveOn(ctx.db, sweeper, mark, done, () => Promise.resolve())
  return { mark: done, count }
}

/** What did not happen is no news while nothing comes in of anybody. */
async function tellingRules({ ctx, rules, now }: Sweeping): Promise<TriggerRule[]> {
  const since = await silentSince(ctx.db, now)
  if (since === undefined) return rules.daily
  ctx.log.warn({ since: since.toString() }, 'No events come in any more: triggers that count them wait')
  return rules.daily.filter(({ signals }) => signals.length === 0)
}

async function recheckHourly(sweeping: Sweeping, mark: Mark): Promise<number> {
  const { ctx, sweeper, now } = sweeping
  const due = (mark.recheckedAt?.getTime() ?? 0) + RECHECK_AFTER_MS
  // A clock that was set back looks again, too.
  const ahead = (mark.recheckedAt?.getTime() ?? 0) > now.epochMilliseconds
  if (due > now.epochMilliseconds && !ahead) return 0
  const { over, count } = await recheck(sweeping)
  const next = { ...mark, recheckedAt: new Date(now.epochMilliseconds) }
  await moveOn(ctx.db, sweeper, mark, next, over)
  return count
}
