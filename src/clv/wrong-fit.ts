import { LEAST_N } from '#src/kpis/review.ts'
import { compareShares } from '#src/statistics/proportions.ts'

/** A persona's quarter, all its account-months together. Money in the installation's currency. */
export type FitRow = {
  persona: string
  /** The quarter itself, or the same months a year before. */
  when: 'now' | 'before'
  deals: number
  n: number
  retained: number
  revenue: number
  /** Null where no cost is known. */
  support: number | null
}

/** More deals with customers who stay less, cost more and are worth less: the wrong ones. Months by their first days. */
export type WrongFit = {
  persona: string
  from: string
  to: string
  n: number
  deals: { now: number; before: number }
  /** Of those who paid when a month began, the share that still did at its end. */
  retention: { now: number; before: number }
  /** A customer and month. */
  support: { now: number; before: number }
  value: { now: number; before: number }
}

/** What is known of a persona; `wrong` where the pattern is there. */
export type FitJudged = { persona: string; wrong?: WrongFit }

type Money = { grossMargin: number; rate: number }

/** Fewer deals say nothing about whom we sell to. */
const LEAST_DEALS = 5
const CHANCE = 0.05
/** Support cost moves by so much anyway. */
const DEARER = 1.05

/** Personas of which both quarters are known. `rate`: discount per month. */
export function judgeFit(
  rows: FitRow[],
  { from, to }: { from: Temporal.PlainDate; to: Temporal.PlainDate },
  money: Money,
): FitJudged[] {
  return [...Map.groupBy(rows, ({ persona }) => persona)].flatMap(([persona, its]) => {
    const now = its.find(({ when }) => when === 'now')
    const before = its.find(({ when }) => when === 'before')
    if (!now || !before || now.n < LEAST_N || before.n < LEAST_N) return []
    if (now.support === null || before.support === null) return []
    const of = (each: FitRow) => measured({ ...each, support: each.support ?? 0 }, money)
    const [here, earlier] = [of(now), of(before)]
    const wrong: WrongFit = {
      ...{ persona, from: from.toString(), to: to.toString(), n: now.n },
      deals: { now: now.deals, before: before.deals },
      retention: { now: here.retention, before: earlier.retention },
      support: { now: here.support, before: earlier.support },
      value: { now: here.value, before: earlier.value },
    }
    return [isWrong(wrong, now, before) ? { persona, wrong } : { persona }]
  })
}

function isWrong({ deals, retention, support, value }: WrongFit, now: FitRow, before: FitRow): boolean {
  const { p } = compareShares(
    { hits: now.retained, n: now.n },
    { hits: before.retained, n: before.n },
    { correct: false },
  )
  return (
    deals.now >= LEAST_DEALS &&
    deals.now > deals.before &&
    retention.now < retention.before &&
    (p ?? 1) < CHANCE &&
    support.now > DEARER * support.before &&
    value.now < value.before
  )
}

/** At the rates of the quarter alone, for ever: what a month brings ÷ (1 − retention ÷ (1 + discount)). */
function measured(
  { n, retained, revenue, support }: FitRow & { support: number },
  { grossMargin, rate }: Money,
) {
  const retention = retained / n
  const brings = (revenue * grossMargin - support) / n
  return { retention, support: support / n, value: brings / (1 - retention / (1 + rate)) }
}
