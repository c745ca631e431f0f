import type { KnownAccount } from './accounts.ts'
import type { Alert } from './alert.ts'
import { after, look } from './machine.ts'
import type { TriggerRule } from './rules.ts'

/** An event as a trigger sees it. */
export type KnownEvent = {
  id: string
  name: string | undefined
  signal: string
  family: string | undefined
  accountId: string
  at: Temporal.Instant
  properties: object
}

/** A trigger that an account meets, upon an event or in the morning. */
export type Looked = {
  rule: TriggerRule
  account: KnownAccount
  event?: KnownEvent | undefined
}

/** What is known of earlier alerts, by `pairKey`: the one that stands, and when the last one fired. */
export type Earlier = Map<string, { open?: Alert | undefined; firedAt: Temporal.Instant }>

export const pairKey = (trigger: string, accountId: string): string => `${trigger} ${accountId}`

/** What an event tells is news until its trigger says that it no longer is; by its own time, however late it comes. */
export const isNews = (
  { lastsMs }: Pick<TriggerRule, 'lastsMs'>,
  at: Temporal.Instant,
  now: Temporal.Instant,
): boolean => at.epochMilliseconds + lastsMs > now.epochMilliseconds

/**
 * Which alerts fire, each at most once however many events say the same, and which that stand have a newer event by
 * now. What is long over fires nothing.
 */
export function firing<L extends Looked>(
  looked: L[],
  earlier: Earlier,
  now: Temporal.Instant,
): { fire: L[]; renew: { alert: Alert; event: KnownEvent }[] } {
  const fire: L[] = []
  const renew: { alert: Alert; event: KnownEvent }[] = []
  for (const each of newestOfEach(looked.filter((one) => isStillNews(one, now)))) {
    const before = earlier.get(pairKey(each.rule.slug, each.account.id))
    if (before?.open) {
      if (each.event && isNewer(each.event, before.open))
        renew.push({ alert: before.open, event: each.event })
      continue
    }
    const quietUntil = before && after(before.firedAt, each.rule.pace.cooldown)
    if (look({ state: 'ok', quietUntil }, true, now, each.rule.pace) === 'fires') fire.push(each)
  }
  return { fire, renew }
}

const isStillNews = ({ rule, event }: Looked, now: Temporal.Instant): boolean =>
  event === undefined || isNews(rule, event.at, now)

const isNewer = (event: KnownEvent, { eventAt }: Alert): boolean =>
  eventAt === undefined || Temporal.Instant.compare(event.at, eventAt) > 0

/** One for each trigger and account: the one with the newest event. */
function newestOfEach<L extends Looked>(looked: L[]): L[] {
  const newest = new Map<string, L>()
  for (const each of looked) {
    const key = pairKey(each.rule.slug, each.account.id)
    const known = newest.get(key)
    const later = known?.event && each.event && Temporal.Instant.compare(each.event.at, known.event.at) > 0
    if (!known || later) newest.set(key, each)
  }
  return [...newest.values()]
}

/** What each receiver got of each trigger since the day began, and of all. */
export type Sent = { to: string; trigger: string; count: number }[]

/** However many triggers there are, nobody gets more cards in a day. */
const MOST_A_DAY = 5

/** For each, in order, whether it is held back for the day's digest, since its receiver has had enough. */
export function heldBack(fire: { to: string; trigger: string; cap: number }[], sent: Sent): boolean[] {
  const counts = [...sent]
  return fire.map(({ to, trigger, cap }) => {
    const mine = counts.filter((each) => each.to === to)
    const all = mine.reduce((sum, { count }) => sum + count, 0)
    const same = mine.filter((each) => each.trigger === trigger).reduce((sum, { count }) => sum + count, 0)
    if (all >= MOST_A_DAY || same >= cap) return true
    counts.push({ to, trigger, count: 1 })
    return false
  })
}
