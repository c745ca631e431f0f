import type { Check } from './check.ts'
import type { Checks } from './checks.ts'
import type { HealthFacts } from './facts.ts'

export type PhaseName = 'foundation' | 'integration' | 'scaling'

/** A part of the twelve months; it is over once all that it asks for is there, whatever the month. */
export type Phase = { phase: PhaseName; from: number; to: number; checks: Check[]; done: boolean }

export type Roadmap = {
  phases: Phase[]
  /** The first phase that isn't over; undefined after the last. */
  current: Phase | undefined
  /** The month since the first entry, from 1; undefined before it. */
  month: number | undefined
}

/** Twelve months in three phases, each with what has to be there before the next. */
export function roadmapOf(checks: Checks, { counts, now, zone }: HealthFacts): Roadmap {
  const { interviews, quantitative, core, audit, tagging } = checks
  const phases = [
    phase('foundation', 1, 3, [interviews, quantitative, core, audit, tagging]),
    phase('integration', 4, 8, [
      checks.crm,
      checks.marketing,
      checks.sales,
      checks.training,
      checks.product,
      checks.support,
      checks.warning,
      checks.functions,
    ]),
    phase('scaling', 9, 12, [
      checks.review,
      checks.clv,
      checks.retention,
      checks.expansion,
      checks.refresh,
      checks.meeting,
    ]),
  ]
  const day = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).toPlainDate()
  const month =
    counts.startedAt && day(counts.startedAt).until(day(now), { largestUnit: 'months' }).months + 1
  return { phases, month, current: phases.find(({ done }) => !done) }
}

const phase = (name: PhaseName, from: number, to: number, checks: Check[]): Phase => ({
  phase: name,
  from,
  to,
  checks,
  done: checks.every(({ met }) => met === true),
})
