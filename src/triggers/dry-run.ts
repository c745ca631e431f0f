import type { RuleFacts } from '#src/rules/facts.ts'
import { type CounterNeed, type Counters, counterKey } from '#src/rules/needs.ts'
import type { KnownAccount } from './accounts.ts'
import { isNews, type KnownEvent } from './decide.ts'
import { eventFacts } from './looking.ts'
import { changed, look, type Standing } from './machine.ts'
import { holds, type TriggerRule } from './rules.ts'

/** An alert that a trigger would have fired. */
export type WouldFire = {
  account: Pick<KnownAccount, 'id' | 'name' | 'persona' | 'stage'>
  at: Temporal.Instant
  facts: RuleFacts
}

/** What is gone through: one account with what it did, the oldest first, and the mornings of the time. */
type History = {
  account: KnownAccount
  events: KnownEvent[]
  from: Temporal.Instant
  mornings: Temporal.Instant[]
}

/**
 * What a trigger would have fired for an account: each event by its own time, each morning as it was, with the same
 * cooldown and recovery as in earnest. Nobody answers, so nothing is snoozed. Of the account itself what is known
 * today is taken for what was known then.
 */
export function wouldFire(rule: TriggerRule, { account, events, from, mornings }: History): WouldFire[] {
  const counted = countable(events)
  const factsAt = (at: Temporal.Instant, event?: KnownEvent): RuleFacts => ({
    account: account.facts,
    counters: countersAt(counted, rule.needs, at.epochMilliseconds),
    at: new Date(at.epochMilliseconds),
    ...(event && { event: eventFacts(event) }),
  })
  const fired: WouldFire[] = []
  let standing: Standing = { state: 'ok' }
  let [firedAt, newest] = [from, undefined as KnownEvent | undefined]
  const see = (now: Temporal.Instant, facts: RuleFacts, true_: boolean | undefined) => {
    const change = look(standing, true_, now, { cooldown: rule.pace.cooldown })
    if (!change) return
    if (change === 'fires') {
      firedAt = now
      fired.push({ account, at: now, facts })
    }
    standing = changed(change, firedAt, now, rule.pace)
  }
  for (const { at, event } of ticksOf(rule, events, from, mornings)) {
    if (event) {
      const facts = factsAt(at, event)
      const isTrue = holds(rule, account, facts)
      if (isTrue) newest = event
      // One that says nothing new doesn't end what an earlier one began.
      if (isTrue || standing.state === 'ok') see(at, facts, isTrue)
    } else if (rule.body.on.length === 0) {
      const facts = factsAt(at)
      see(at, facts, holds(rule, account, facts))
    } else if (standing.state !== 'ok' && newest) {
      const facts = factsAt(at, newest)
      see(at, facts, isNews(rule, newest.at, at) && holds(rule, account, facts))
    }
  }
  return fired
}

type Tick = { at: Temporal.Instant; event?: KnownEvent }

/** Events that it listens to and mornings, each in their order already, in theirs together. */
function ticksOf(
  { body }: TriggerRule,
  events: KnownEvent[],
  from: Temporal.Instant,
  mornings: Temporal.Instant[],
): Tick[] {
  const since = from.epochMilliseconds
  const heard = events.filter(({ signal, at }) => at.epochMilliseconds > since && body.on.includes(signal))
  // An account of which nothing is heard needs no mornings, where they only end what an event began.
  if (heard.length === 0 && body.on.length > 0) return []
  const ticks: Tick[] = []
  let next = 0
  for (const event of heard) {
    const at = event.at.epochMilliseconds
    for (; (mornings[next]?.epochMilliseconds ?? Number.POSITIVE_INFINITY) < at; next += 1)
      ticks.push({ at: mornings[next] ?? event.at })
    ticks.push({ at: event.at, event })
  }
  return [...ticks, ...mornings.slice(next).map((at) => ({ at }))]
}

type Countable = Map<string, { at: number; properties: object }[]>

const countable = (events: KnownEvent[]): Countable =>
  Map.groupBy(
    events.map(({ signal, at, properties }) => ({ signal, at: at.epochMilliseconds, properties })),
    ({ signal }) => signal,
  )

const DAY = 24 * 60 * 60 * 1000

/** The counters of one account as of a moment, out of its events, the oldest first. */
function countersAt(events: Countable, needs: CounterNeed[], now: number): Counters {
  const counters = new Map<string, number>()
  for (const need of needs) {
    const its = events.get(need.signal) ?? []
    const end = upTo(its, now)
    if (need.of === 'last') {
      const last = its[end - 1]
      if (last) counters.set(counterKey(need), Math.floor((now - last.at) / DAY))
      continue
    }
    const begin = upTo(its, now - need.days * DAY)
    const value = need.of === 'count' ? end - begin : sumOf(its.slice(begin, end), need.property)
    counters.set(counterKey(need), value)
  }
  return counters
}

const sumOf = (events: { properties: object }[], property: string): number =>
  events.reduce((sum, { properties }) => {
    const value: unknown = Reflect.get(properties, property)
    return typeof value === 'number' ? sum + value : sum
  }, 0)

/** How many of them lie at or before a moment. */
function upTo(events: { at: number }[], now: number): number {
  let [low, high] = [0, events.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((events[middle]?.at ?? 0) <= now) low = middle + 1
    else high = middle
  }
  return low
}
