import type { Context } from '#src/context.ts'
import type { Library } from '#src/knowledge/library.ts'
import { known } from '#src/triggers/looking.ts'
import { holds, isFor, rulesIn } from '#src/triggers/rules.ts'
import { scorecardsIn } from './find-scorecard.ts'
import { WHOLE } from './scorecard.ts'

type Sign = { trigger: string; costs: number }

/** How one account does: 100 less what each sign costs that holds now, down to 0. */
export type AccountHealth = {
  /** Undefined where nothing was ever heard of it. */
  value: number | undefined
  /** Signs that hold, the dearest first. */
  held: Sign[]
  /** Signs of which it can't be told whether they hold. */
  unknown: Sign[]
  /** How many signs there are for this account's persona and stage. */
  of: number
}

/** By the signs of the health score, each a trigger; undefined where there are none, or no such account. */
export async function accountHealth(
  id: string,
  library: Library,
  { db, zone, now }: Pick<Context, 'db' | 'zone' | 'now'>,
): Promise<AccountHealth | undefined> {
  const all = rulesIn(library).all
  const signs = signsIn(library).flatMap((sign) => {
    const rule = all.get(sign.trigger)
    return rule ? [{ ...sign, rule }] : []
  })
  if (signs.length === 0) return undefined
  const { accounts, factsFor } = await known(
    [id],
    signs.map(({ rule }) => rule),
    now(),
    { db, zone },
  )
  const account = accounts.get(id)
  if (!account) return undefined
  const facts = factsFor(account)
  const outcomes = signs
    .filter(({ rule }) => isFor(rule, account))
    .map(({ trigger, costs, rule }) => ({ trigger, costs, holds: holds(rule, account, facts) }))
  const heard = await db.event.findFirst({
    where: { accountId: id, signal: { not: null } },
    select: { messageId: true },
  })
  return { ...healthOf(outcomes), ...(heard === null && { value: undefined }) }
}

const signsIn = (library: Library): Sign[] =>
  scorecardsIn(library).find(({ body }) => body.purpose === 'health' && body.signs.length > 0)?.body.signs ??
  []

/** What the signs come to. */
export function healthOf(outcomes: (Sign & { holds: boolean | undefined })[]): AccountHealth {
  const of = (wanted: boolean | undefined): Sign[] =>
    outcomes
      .filter(({ holds: is }) => is === wanted)
      .map(({ trigger, costs }) => ({ trigger, costs }))
      .toSorted((a, b) => b.costs - a.costs)
  const held = of(true)
  const cost = held.reduce((sum, { costs }) => sum + costs, 0)
  return { value: Math.max(0, WHOLE - cost), held, unknown: of(undefined), of: outcomes.length }
}
