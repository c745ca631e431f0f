import { z } from 'zod'
import type { MonthSums } from './month-close.ts'
import type { RangeRule } from './range.ts'
import { type Standing, standing, standingOf } from './standing.ts'

/** Below so many accounts a share says nothing about a persona (R24). */
export const LEAST_N = 30

const ratio = z.object({ value: z.number(), numerator: z.number(), denominator: z.number() })
export type Ratio = z.output<typeof ratio>

const measured = z.object({
  retention: ratio,
  churn: ratio,
  grossRetention: ratio.optional(),
  netRetention: ratio.optional(),
  expansion: ratio.optional(),
  /** Per account that paid when the month began; undefined where no cost is known. */
  supportCost: ratio.optional(),
})
export type Measured = z.output<typeof measured>

/** The KPIs that are held against a persona's own history, on which side of it they are bad, and the most they can be. */
export const JUDGED = {
  retention: { worse: 'below', most: 1 },
  expansion: { worse: 'below' },
  supportCost: { worse: 'above' },
} as const
export type JudgedKpi = keyof typeof JUDGED
export const JUDGED_KPIS = ['retention', 'expansion', 'supportCost'] as const satisfies JudgedKpi[]
/** Every number that a review shows of a persona. */
export const READABLE_KPIS = [
  'retention',
  'churn',
  'grossRetention',
  'netRetention',
  'expansion',
  'supportCost',
] as const satisfies (keyof Measured)[]
export type ReadableKpi = (typeof READABLE_KPIS)[number]

/** The entries that define them. */
export const SLUGS: Record<ReadableKpi, string> = {
  retention: 'retention',
  churn: 'churn',
  grossRetention: 'gross-revenue-retention',
  netRetention: 'net-revenue-retention',
  expansion: 'expansion',
  supportCost: 'support-cost',
}

/** By which rule each comes to its range; the usual one where it says nothing. */
export type JudgedRules = Partial<Record<JudgedKpi, RangeRule>>

const personaMonth = z.object({
  persona: z.string(),
  n: z.number(),
  /** Undefined where n is too small. */
  now: measured.optional(),
  /** The month before; undefined where n was too small, or either month is reconstructed. */
  before: measured.optional(),
  /** Against its own history, as far as there is a number now. */
  standings: z
    .object({
      retention: standing.optional(),
      expansion: standing.optional(),
      supportCost: standing.optional(),
    })
    .default({}),
})
export type PersonaMonth = z.output<typeof personaMonth>

/** What somebody said to a KPI that is outside its range; without a text they are watching it. */
const reviewNote = z.object({
  persona: z.string(),
  kpi: z.string(),
  by: z.string(),
  text: z.string().optional(),
  at: z.string(),
})
export type ReviewNote = z.output<typeof reviewNote>

/** How much each persona counts in composite KPIs, in shares of 100, and since when. */
export const weights = z.object({
  since: z.string(),
  shares: z.array(z.object({ persona: z.string(), weight: z.number() })),
})
export type Weights = z.output<typeof weights>

const twice = z.object({ now: z.number(), before: z.number() })

/** The facts of a monthly review, as published. */
export const review = z.object({
  month: z.string(),
  personas: z.array(personaMonth),
  untagged: z.object({ n: z.number(), of: z.number() }),
  reconstructed: z.boolean(),
  /** Accounts without a row for the month, though they paid when the one before ended. */
  missing: z.number(),
  /** Sources of its numbers that were not read since the month ended, or could not be. */
  late: z.array(z.object({ title: z.string(), failed: z.boolean() })).optional(),
  /** Where the month has no rows: the newest month that has, and how many accounts there are. */
  instead: z.object({ month: z.string().optional(), accounts: z.number() }).optional(),
  /** Personas that the board left out of scorecards, and for which reason. */
  excluded: z.array(z.object({ persona: z.string(), because: z.string() })).optional(),
  /** Customers count as tagged when it was computed, and not as tagged at the month's close. */
  live: z.boolean().optional(),
  weights: weights.optional(),
  /** What the board wants a number of a persona to reach, and by when. */
  targets: z
    .array(
      z.object({
        persona: z.string(),
        kpi: z.enum(READABLE_KPIS),
        value: z.number(),
        until: z.string(),
      }),
    )
    .optional(),
  /** What the board has read of earlier months and what is another number since the review before this one, and why. */
  restated: z
    .array(
      z.object({
        ...{ month: z.string(), persona: z.string(), kpi: z.enum(READABLE_KPIS) },
        ...{ was: z.number(), is: z.number(), n: z.number(), corrected: z.number() },
        late: z.array(z.object({ rows: z.number(), on: z.string(), from: z.string() })),
      }),
    )
    .optional(),
  /** Names of KPIs that the board added beside these. */
  added: z.array(z.string()).optional(),
  /** The persona whose customers are worth most over the whole relationship, per customer. */
  highestClv: z.object({ persona: z.string(), value: z.number() }).optional(),
  /** More deals with customers who stay less, cost more and are worth less than a year before. */
  wrongFit: z
    .array(z.object({ persona: z.string(), deals: twice, retention: twice, support: twice, value: twice }))
    .optional(),
  /** What was said to it before it was computed, where it is computed once more. */
  notes: z.array(reviewNote).default([]),
})
export type Review = z.output<typeof review>

/** All personas' sums of one month, with its first day. */
export type ClosedMonth = { month: string; rows: MonthSums[] }

type Sources = {
  month: Temporal.PlainDate
  rows: MonthSums[]
  /** The months before, the newest last. Where one has no rows at all it is there without any. */
  history: ClosedMonth[]
  missing: number
  instead: { month: string | undefined; accounts: number } | undefined
  notes: ReviewNote[]
  rules?: JudgedRules
}

/** What a month's sums mean per persona. Formulas: README, KPIs. */
export function reviewOf({ month, rows, history, missing, instead, notes, rules }: Sources): Review {
  const before = history.at(-1)?.rows ?? []
  const reconstructed = rows.some((row) => row.reconstructed)
  const comparable = !reconstructed && !before.some((row) => row.reconstructed)
  const earlier = new Map(comparable ? before.map((row) => [row.persona, row]) : [])
  const personas = rows.flatMap((row) =>
    row.persona === null
      ? []
      : [
          {
            ...personaOf(row.persona, row, earlier.get(row.persona)),
            standings: standingsOf(row.persona, [...history, { month: month.toString(), rows }], rules),
          },
        ],
  )
  return {
    month: month.toString(),
    personas: personas.toSorted((a, b) => b.n - a.n),
    untagged: {
      n: rows.find(({ persona }) => persona === null)?.n ?? 0,
      of: rows.reduce((sum, { n }) => sum + n, 0),
    },
    reconstructed,
    missing,
    notes,
    ...(instead && {
      instead: { accounts: instead.accounts, ...(instead.month !== undefined && { month: instead.month }) },
    }),
  }
}

/** How a persona's last month stands, per KPI. Reconstructed months are nobody's history. */
export function standingsOf(
  persona: string,
  months: ClosedMonth[],
  rules: JudgedRules = {},
): PersonaMonth['standings'] {
  const measuredIn = months.map(({ month, rows }) => {
    const row = rows.find((each) => each.persona === persona)
    const counts = row && row.n >= LEAST_N && !row.reconstructed
    return { month, measured: counts ? measure(row) : undefined }
  })
  const known = JUDGED_KPIS.flatMap((kpi): [JudgedKpi, Standing][] => {
    const values = measuredIn.map(({ month, measured: of }) => ({ month, value: of?.[kpi]?.value }))
    const rule = rules[kpi]
    const its = standingOf(values, { ...JUDGED[kpi], ...(rule && { rule }) })
    return its ? [[kpi, its]] : []
  })
  return Object.fromEntries(known)
}

function personaOf(persona: string, row: MonthSums, before: MonthSums | undefined) {
  const now = row.n >= LEAST_N ? measure(row) : undefined
  const then = now && before && before.n >= LEAST_N ? measure(before) : undefined
  return { persona, n: row.n, ...(now && { now }), ...(then && { before: then }) }
}

/** The formulas of each KPI, with what was divided by what. */
export function measure(row: MonthSums): Measured {
  const { n, retained, start, expansion, contraction, churned, supportCost } = row
  const kept = start - contraction - churned
  const over = (numerator: number, denominator: number): Ratio => ({
    value: numerator / denominator,
    numerator,
    denominator,
  })
  return {
    retention: over(retained, n),
    churn: over(n - retained, n),
    ...(start > 0 && {
      grossRetention: over(kept, start),
      netRetention: over(kept + expansion, start),
      expansion: over(expansion, start),
    }),
    ...(supportCost !== null && n > 0 && { supportCost: over(supportCost, n) }),
  }
}

/** The persona that lost the most against the month before; without a month before, the one that keeps the fewest. */
export function worstOf({ personas }: Review): PersonaMonth | undefined {
  const known = personas.filter(({ now }) => now !== undefined)
  const change = ({ now, before }: PersonaMonth) =>
    now && before ? now.retention.value - before.retention.value : undefined
  const fallen = known.filter((each) => (change(each) ?? 0) < 0)
  if (fallen.length > 0) return fallen.toSorted((a, b) => (change(a) ?? 0) - (change(b) ?? 0))[0]
  return known.toSorted((a, b) => (a.now?.retention.value ?? 1) - (b.now?.retention.value ?? 1))[0]
}
