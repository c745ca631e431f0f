import type { ClvReport, PersonaClv } from '#src/clv/clv.ts'
import type { Lifetime } from '#src/clv/lifetime.ts'
import { survivalCurve } from '#src/statistics/sbg.ts'
import type { Active } from './money-store.ts'

/** So many months ahead it is said what today's customers bring. */
export const MONTHS_AHEAD = 6

/** What a persona's customers of a day bring in the months after it: less their support, without new customers. */
export type Bringing = { persona: string; n: number; value: number }

/** How a forecast that was made so long ago did. */
type Backtest = { from: string; foreseen: number; brought: number; off: number }

/** `poor`: it missed by more than a fifth, or nobody could try: of them nothing is said. */
export type MoneyForecast = Bringing & { backtests: Backtest[]; poor: boolean }

const MOST_OFF = 0.2

/**
 * What today's customers pay now, times the share of those of their age who are still there in each month to come, at the
 * margin, less what support of one costs. Of personas of whom it is known how long customers stay.
 */
export function bringing(report: ClvReport, actives: Active[]): Bringing[] {
  return report.personas.flatMap((its) => {
    const own = actives.filter(({ persona }) => persona === its.persona)
    if (!its.lifetime || own.length === 0) return []
    return [{ persona: its.persona, ...broughtBy(own, its, its.lifetime, report.assumptions.grossMargin) }]
  })
}

function broughtBy(own: Active[], { month }: PersonaClv, lifetime: Lifetime, margin: number) {
  const oldest = Math.max(...own.map(({ age }) => age ?? 0))
  const share = stayingOf(lifetime, oldest + MONTHS_AHEAD)
  const paidMonths = (age: number) =>
    Array.from({ length: MONTHS_AHEAD }, (_, ahead) => ratio(share[age + ahead], share[age])).reduce(
      (sum, each) => sum + each,
      0,
    )
  const known = own.filter(({ age }) => age !== null)
  const n = own.reduce((sum, each) => sum + each.n, 0)
  const knownN = known.reduce((sum, each) => sum + each.n, 0)
  const mean =
    knownN === 0
      ? MONTHS_AHEAD
      : known.reduce((sum, each) => sum + each.n * paidMonths(each.age ?? 0), 0) / knownN
  const value = own.reduce((sum, { age, n: count, mrr }) => {
    const months = age === null ? mean : paidMonths(age)
    return sum + months * (mrr * margin - count * (month.support ?? 0))
  }, 0)
  return { n, value }
}

const ratio = (later: number | undefined, now: number | undefined): number =>
  now === undefined || now <= 0 ? 1 : (later ?? 0) / now

/** The share that is still there after so many months, from 0 on. */
function stayingOf({ by, model, curve, seen }: Lifetime, months: number): number[] {
  if (by === 'model' && model) return survivalCurve(model, months)
  const known = curve.filter(({ time }) => time <= seen)
  const shares = Array.from(
    { length: seen + 1 },
    (_, age) => known.findLast(({ time }) => time <= age)?.survival ?? 1,
  )
  const [first = 1, last = 1] = [shares.at(-1 - Math.min(YEAR, seen)), shares.at(-1)]
  const stay = first <= 0 ? 0 : (last / first) ** (1 / Math.max(1, Math.min(YEAR, seen)))
  const beyond = Array.from({ length: Math.max(0, months - seen) }, (_, index) => last * stay ** (index + 1))
  return [...shares, ...beyond]
}

const YEAR = 12

/** Puts a forecast beside what earlier ones came to. */
export function checked(
  now: Bringing[],
  earlier: { from: string; foreseen: Bringing[]; brought: ReadonlyMap<string, number> }[],
): MoneyForecast[] {
  return now
    .map((each) => {
      const backtests = earlier.flatMap(({ from, foreseen, brought }): Backtest[] => {
        const before = foreseen.find(({ persona }) => persona === each.persona)
        const came = brought.get(each.persona)
        if (!before || came === undefined || came === 0) return []
        return [{ from, foreseen: before.value, brought: came, off: before.value / came - 1 }]
      })
      const poor = backtests.length < earlier.length || backtests.some(({ off }) => Math.abs(off) > MOST_OFF)
      return { ...each, backtests, poor: poor || earlier.length === 0 }
    })
    .toSorted((a, b) => b.value - a.value)
}
