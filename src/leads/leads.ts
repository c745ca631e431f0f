import { LEAST_N } from '#src/kpis/review.ts'

/** Leads, how many of them were turned away, and with which negative persona these were tagged. */
export type Leads = { count: number; disqualified: number; byPersona: ReadonlyMap<string, number> }

/** Below this share of leads turned away there are no negative personas, or nobody uses them. */
const LEAST_SHARE = 0.2

/** How large a share of the leads is turned away; unknown without leads, and said of enough of them alone. */
export type DisqualificationRate =
  | { is: 'unknown' }
  | { is: 'insufficient'; n: number }
  | { is: 'low' | 'usual'; n: number; share: number }

/** Disqualified leads / all leads. */
export function disqualificationRate({ count, disqualified }: Leads): DisqualificationRate {
  if (count === 0) return { is: 'unknown' }
  if (count < LEAST_N) return { is: 'insufficient', n: count }
  const share = disqualified / count
  return { is: share < LEAST_SHARE ? 'low' : 'usual', n: count, share }
}
