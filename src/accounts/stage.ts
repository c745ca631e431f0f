import { type Stage, stageNamed } from '#src/lifecycle/stage.ts'

/** What tells where in the lifecycle an account is. Days in the team's zone. */
export type AccountLife = {
  /** What its source calls its stage, if it does. */
  given?: string | undefined
  startedOn?: Temporal.PlainDate | undefined
  endedOn?: Temporal.PlainDate | undefined
  renewsOn?: Temporal.PlainDate | undefined
  /** What the newest open deal's stage is called; null where the source doesn't name it. */
  openDeal?: string | null | undefined
  /** The first day of the last month in which it paid more than before. */
  expandedIn?: Temporal.PlainDate | undefined
}

/** How long before a renewal, after a beginning, and after an expansion an account is at that stage. */
const RENEWAL_DAYS = 90
const ONBOARDING_DAYS = 90
const EXPANSION_MONTHS = 2

/** A deal in which a contract is on the table. */
const CLOSING = /negotiat|contract|proposal|offer|legal|procure|purchas|clos|sign/i

/**
 * The stage of an account: what its source says, else what its dates, deals and payments tell. That it recommends us
 * (advocacy) only a source can say.
 */
export function stageOf(life: AccountLife, today: Temporal.PlainDate): Stage {
  const named = life.given === undefined ? undefined : stageNamed(life.given)
  if (named) return named
  const { startedOn, endedOn, renewsOn, openDeal, expandedIn } = life
  if (endedOn && isBy(endedOn, today)) return 'churn'
  if (!startedOn || !isBy(startedOn, today)) return beforeBuying(openDeal)
  if (renewsOn && isBy(today, renewsOn) && isBy(renewsOn, today.add({ days: RENEWAL_DAYS }))) return 'renewal'
  if (isBy(today, startedOn.add({ days: ONBOARDING_DAYS }))) return 'onboarding'
  if (expandedIn && isBy(today.with({ day: 1 }), expandedIn.add({ months: EXPANSION_MONTHS })))
    return 'expansion'
  return 'adoption'
}

/** Who doesn't pay yet either compares or has an offer in hand, if there is a deal at all. */
function beforeBuying(openDeal: string | null | undefined): Stage {
  if (openDeal === undefined) return 'awareness'
  return openDeal !== null && CLOSING.test(openDeal) ? 'purchase' : 'consideration'
}

const isBy = (day: Temporal.PlainDate, last: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(day, last) <= 0
