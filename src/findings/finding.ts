import { z } from 'zod'
import { range } from '#src/kpis/range.ts'
import { JUDGED_KPIS } from '#src/kpis/review.ts'
import { emerging } from '#src/micro-personas/group.ts'
import { DIMENSIONS } from '#src/validation/thresholds.ts'

const about = { persona: z.string() }
const twice = z.object({ now: z.number(), before: z.number() })

/** What a persona does, told by its KPIs: whether it stays, and whether it grows. */
export const SHIFTING_KPIS = ['retention', 'expansion'] as const

/** A KPI of a closed month beyond what was usual before something was decided. */
const moved = z.object({
  kpi: z.enum(JUDGED_KPIS),
  month: z.string(),
  value: z.number(),
  n: z.number(),
  range,
})
export type Moved = z.output<typeof moved>

/** Since something was decided a persona loses and another one gains, each beyond its own range. */
const conflict = z.object({
  kind: z.literal('conflict'),
  ...about,
  gains: z.string(),
  lost: moved,
  won: moved,
  /** What was decided: the number of its proposal, and the day. */
  change: z.object({ proposal: z.number(), title: z.string(), on: z.string() }),
})
export type Conflict = z.output<typeof conflict>

/** What can be unusual about a persona, with the numbers that say so. Days and months are ISO 8601. */
export const findingFacts = z.discriminatedUnion('kind', [
  /** Its share of all customers in a closed month lies outside the range of its own months before. */
  z.object({
    kind: z.literal('drift'),
    ...about,
    month: z.string(),
    n: z.number(),
    of: z.number(),
    side: z.enum(['below', 'above']),
    range,
  }),
  /** Of those who became customers in three months, so many still paid three months later; less than usual. */
  z.object({
    kind: z.literal('cohorts'),
    ...about,
    from: z.string(),
    to: z.string(),
    retained: z.number(),
    n: z.number(),
    range,
  }),
  /** A KPI of a closed month lies on the bad side of what is usual for it; `value` is a share. */
  z.object({
    kind: z.literal('metric'),
    ...about,
    kpi: z.enum(SHIFTING_KPIS),
    month: z.string(),
    value: z.number(),
    n: z.number(),
    /** Closed months in a row, this one included. */
    run: z.number(),
    range,
  }),
  /** More deals of a quarter with customers who stay less, cost more and are worth less than the same of a year before. */
  z.object({
    kind: z.literal('wrong-fit'),
    ...about,
    from: z.string(),
    to: z.string(),
    n: z.number(),
    deals: twice,
    retention: twice,
    support: twice,
    value: twice,
  }),
  /** What is said to it fails more often than it did. */
  z.object({
    kind: z.literal('misses'),
    ...about,
    failed: z.number(),
    of: z.number(),
    failedBefore: z.number(),
    ofBefore: z.number(),
  }),
  /** Neither verified nor changed for 18 months. */
  z.object({
    kind: z.literal('unreviewed'),
    ...about,
    changedOn: z.string(),
    verifiedOn: z.string().optional(),
  }),
  /** No answer used it for 90 days, though questions were answered. */
  z.object({ kind: z.literal('unused'), ...about, answers: z.number() }),
  conflict,
  /** It doesn't hold in some dimension of the validation scorecard; `fiction`: it differs from no other in anything. */
  z.object({
    kind: z.literal('validation'),
    ...about,
    weak: z.array(z.enum(DIMENSIONS)).min(1),
    fiction: z.boolean(),
  }),
  /** It foresaw who stays, and everybody's rate foresees it better by now: shares, over so many months from a day. */
  z.object({
    kind: z.literal('stopped'),
    ...about,
    said: z.number(),
    seen: z.number(),
    n: z.number(),
    from: z.string(),
    months: z.number(),
  }),
  /** Some of its customers do something else than the others: a persona of their own may emerge. */
  emerging.extend({ kind: z.literal('emerging'), month: z.string() }),
])
export type FindingFacts = z.output<typeof findingFacts>
type FindingKind = FindingFacts['kind']

/** What is known of one kind for one persona; without facts all is as usual. What can't be known is not judged. */
export type Judged = { kind: FindingKind; persona: string; facts?: FindingFacts }

/** A finding as it stands. */
export type Finding = {
  id: string
  kind: FindingKind
  persona: string
  facts: FindingFacts
  state: 'found' | 'acknowledged' | 'snoozed'
  reader: string
  foundAt: Temporal.Instant
  answeredBy: string | undefined
  answeredAt: Temporal.Instant | undefined
  snoozedUntil: Temporal.Instant | undefined
  overAt: Temporal.Instant | undefined
}

const same = (a: Pick<Judged, 'kind' | 'persona'>, b: Pick<Judged, 'kind' | 'persona'>) =>
  a.kind === b.kind && a.persona === b.persona

/**
 * What a look changes: what has become true is found, what is true no longer is over, and what was snoozed and is
 * still true is told again. What can't be judged today stays as it is.
 */
export function changesOf(judged: Judged[], open: Finding[], now: Temporal.Instant) {
  const stillTrue = (finding: Finding) => judged.some((each) => each.facts && same(each, finding))
  return {
    found: judged.flatMap((each) =>
      each.facts && !open.some((finding) => same(each, finding)) ? [each.facts] : [],
    ),
    again: open.filter(
      (finding) =>
        finding.state === 'snoozed' &&
        finding.snoozedUntil &&
        Temporal.Instant.compare(finding.snoozedUntil, now) <= 0 &&
        stillTrue(finding),
    ),
    over: open.filter((finding) => judged.some((each) => !each.facts && same(each, finding))),
  }
}
