import type { Context } from '#src/context.ts'
import type { RuleFacts } from '#src/rules/facts.ts'
import { uniqueNeeds } from '#src/rules/needs.ts'
import { type KnownAccount, readAccounts } from './accounts.ts'
import { countersFor } from './counters.ts'
import type { KnownEvent, Looked } from './decide.ts'
import type { TriggerRule, TriggerRules } from './rules.ts'

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
const eventFacts = ({
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
