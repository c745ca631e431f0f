import type { Context } from '#src/context.ts'
import type { RuleFacts } from '#src/rules/facts.ts'
import { uniqueNeeds } from '#src/rules/needs.ts'
import { type KnownAccount, readAccounts } from './accounts.ts'
import { countersFor } from './counters.ts'
import type { KnownEvent, Looked } from './decide.ts'
import { holds, type TriggerRule, type TriggerRules } from './rules.ts'

/** What a look is done with: by whom, out of which knowledge, and when. */
export type Sweeping = {
  ctx: Context
  sweeper: { id: string; leaseMs: number }
  rules: TriggerRules
  now: Temporal.Instant
}

/** What was looked at, with the facts that it was looked at with. */
export type LookedAt = Looked & { facts: RuleFacts }

/** The accounts of a page and what these triggers count of them, read at once. */
export async function known(
  ids: string[],
  rules: Pick<TriggerRule, 'needs'>[],
  now: Temporal.Instant,
  { db, zone }: Pick<Context, 'db' | 'zone'>,
) {
  const unique = [...new Set(ids)]
  const accounts = await readAccounts(db, unique, now, zone)
  const needs = uniqueNeeds(rules.flatMap((rule) => rule.needs))
  const counters = await countersFor(db, [...accounts.keys()], needs, now)
  const at = new Date(now.epochMilliseconds)
  const factsFor = ({ id, facts }: KnownAccount, event?: KnownEvent): RuleFacts => ({
    account: facts,
    counters: counters.get(id) ?? new Map(),
    at,
    ...(event && { event: eventFacts(event) }),
  })
  return { accounts, factsFor }
}

/** An event as conditions read it. */
export const eventFacts = ({
  name,
  signal,
  family,
  at,
  properties,
}: KnownEvent): NonNullable<RuleFacts['event']> => ({
  ...(name !== undefined && { name }),
  ...(family !== undefined && { family }),
  signal,
  at: new Date(at.epochMilliseconds),
  properties,
})

/** The triggers that each event of a known account meets. */
export function metBy(
  events: KnownEvent[],
  { bySignal }: Pick<TriggerRules, 'bySignal'>,
  accounts: ReadonlyMap<string, KnownAccount>,
  factsFor: (account: KnownAccount, event: KnownEvent) => RuleFacts,
): LookedAt[] {
  const found: LookedAt[] = []
  for (const event of events) {
    const [rules, account] = [bySignal.get(event.signal), accounts.get(event.accountId)]
    if (rules && account) found.push(...met(rules, account, factsFor(account, event), event))
  }
  return found
}

/** Those of some triggers that an account meets, upon an event or in the morning. */
export function met(
  rules: TriggerRule[],
  account: KnownAccount,
  facts: RuleFacts,
  event?: KnownEvent,
): LookedAt[] {
  const found: LookedAt[] = []
  for (const rule of rules)
    if (holds(rule, account, facts) === true) found.push({ rule, account, facts, event })
  return found
}
