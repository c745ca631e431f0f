import { z } from 'zod'
import type { MonthSums } from './month-close.ts'

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

const personaMonth = z.object({
  persona: z.string(),
  n: z.number(),
  /** Undefined where n is too small. */
  now: measured.optional(),
  /** The month before; undefined where n was too small, or either month is reconstructed. */
  before: measured.optional(),
})
export type PersonaMonth = z.output<typeof personaMonth>

/** The facts of a monthly review, as published. */
export const review = z.object({
  month: z.string(),
  personas: z.array(personaMonth),
  untagged: z.object({ n: z.number(), of: z.number() }),
  reconstructed: z.boolean(),
  /** Accounts without a row for the month, though they paid when the one before ended. */
  missing: z.number(),
  /** Where the month has no rows: the newest month that has, and how many accounts there are. */
  instead: z.object({ month: z.string().optional(), accounts: z.number() }).optional(),
})
export type Review = z.output<typeof review>

type Sources = {
  month: Temporal.PlainDate
  rows: MonthSums[]
  before: MonthSums[]
  missing: number
  instead: { month: string | undefined; accounts: number } | undefined
}

/** What a month's sums mean per persona. Formulas: README, KPIs. */
export function reviewOf({ month, rows, before, missing, instead }: Sources): Review {
  const reconstructed = rows.some((row) => row.reconstructed)
  const comparable = !reconstructed && !before.some((row) => row.reconstructed)
  const earlier = new Map(comparable ? before.map((row) => [row.persona, row]) : [])
  const personas = rows.flatMap((row) =>
    row.persona === null ? [] : [personaOf(row.persona, row, earlier.get(row.persona))],
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
    ...(instead && {
      instead: { accounts: instead.accounts, ...(instead.month !== undefined && { month: instead.month }) },
    }),
  }
}

function personaOf(persona: string, row: MonthSums, before: MonthSums | undefined): PersonaMonth {
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
