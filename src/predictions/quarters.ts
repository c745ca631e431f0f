/** A month that somebody brought data of: how many rows, how many of them observed, and how many paid at its end. */
export type SeenMonth = { month: string; rows: number; observed: number; paying: number }

/** What happens within so many months is foreseen. */
export const HORIZON = 3
/** What came before is needed to see a trend. */
const LEAD = 2
/** A month with less than this share of the month before it is not all there. */
const WHOLE = 0.5

/** The last months of quarters that are over, by what was known at whose end the next one is foreseen. */
export type Quarters = {
  /** To learn from, and to be held against, the newest first. */
  learn: Temporal.PlainDate[]
  heldBack: Temporal.PlainDate[]
  /** Months with observed data, and those in between without. */
  months: number
  missing: string[]
}

const HELD_BACK = 2

/** Quarters without overlap back from a month (its first day): none is learned from that ends after one held back begins. */
export function quartersOf(seen: SeenMonth[], to: Temporal.PlainDate): Quarters {
  const whole = wholeMonths(seen)
  const first = [...whole].toSorted()[0]
  if (first === undefined) return { learn: [], heldBack: [], months: 0, missing: [] }
  const begin = Temporal.PlainDate.from(first)
  const ends = Array.from({ length: Math.floor(monthsBetween(begin, to) / HORIZON) }, (_, index) =>
    to.subtract({ months: HORIZON * (index + 1) }),
  )
  const usable = ends.filter(
    (end) =>
      monthsBetween(begin, end) >= LEAD &&
      whole.has(end.toString()) &&
      whole.has(end.add({ months: HORIZON }).toString()),
  )
  const all = Array.from({ length: monthsBetween(begin, to) + 1 }, (_, index) =>
    begin.add({ months: index }).toString(),
  )
  return {
    learn: usable.slice(HELD_BACK),
    heldBack: usable.slice(0, HELD_BACK),
    months: whole.size,
    missing: all.filter((month) => !whole.has(month)),
  }
}

/** Observed months that are not much emptier than the one before says they should be. */
function wholeMonths(seen: SeenMonth[]): Set<string> {
  const months = seen.filter(({ observed, rows }) => observed > 0 && observed >= rows * WHOLE)
  const whole = months.filter(({ rows }, index) => rows >= (months[index - 1]?.paying ?? 0) * WHOLE)
  return new Set(whole.map(({ month }) => month))
}

const monthsBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate): number =>
  (to.year - from.year) * 12 + to.month - from.month
