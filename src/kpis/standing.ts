import { z } from 'zod'
import { LEAST_HISTORY, type MonthValue, type Range, type RangeRule, range, rangeOf } from './range.ts'

/** So many closed months outside the range, one after the other, go to whoever owns the KPI. */
const ESCALATES_AT = 3
/** A single month outside is said and asks for nothing; from the second on somebody has to say something. */
const ASKS_AT = 2

/** How a month's value stands against what is usual for its persona. */
export const standing = z.discriminatedUnion('state', [
  z.object({ state: z.literal('no history'), months: z.number() }),
  z.object({ state: z.enum(['within', 'better']), range }),
  z.object({
    state: z.literal('breached'),
    range,
    /** Closed months in a row, this one included, and the first of them. */
    run: z.number(),
    since: z.string(),
    /** Months in between that have no value: they neither count nor end it. */
    gaps: z.array(z.string()),
  }),
])
export type Standing = z.output<typeof standing>
export type Breach = Extract<Standing, { state: 'breached' }>

export const isAsking = ({ run }: Breach): boolean => run >= ASKS_AT
export const isEscalated = ({ run }: Breach): boolean => run >= ESCALATES_AT

type Run = Omit<Breach, 'state'>

/** On which side a KPI is bad, how far it can reach, and by which rule its range comes of its history. */
export type Sides = { worse: 'below' | 'above'; most?: number; least?: number; rule?: RangeRule }

/**
 * Judges the last of a KPI's months, oldest first. As long as it is breached it is held against the range from before
 * it began, so that a bad month does not become what is usual. Undefined where the last month has no value.
 */
export function standingOf(months: MonthValue[], { worse, most, least, rule }: Sides): Standing | undefined {
  const history: { month: string; value: number }[] = []
  let run: Run | undefined
  let last: Standing | undefined
  for (const { month, value } of months) {
    if (value === undefined) {
      run?.gaps.push(month)
      last = undefined
      continue
    }
    const usual: Range | undefined = run?.range ?? rangeOf(history, most, least, rule)
    last = judge(value, usual, worse, { months: history.length, month, run })
    run = last.state === 'breached' ? last : undefined
    history.push({ month, value })
  }
  return last
}

/** What differs by no more than sums of fractions do is the same. */
function sideOf(value: number, { low, high }: Range): 'below' | 'above' | 'within' {
  const nothing = 1e-9 * Math.max(Math.abs(low), Math.abs(high))
  if (value < low - nothing) return 'below'
  return value > high + nothing ? 'above' : 'within'
}

function judge(
  value: number,
  usual: Range | undefined,
  worse: 'below' | 'above',
  { months, month, run }: { months: number; month: string; run: Run | undefined },
): Standing {
  if (!usual) return { state: 'no history', months: Math.min(months, LEAST_HISTORY) }
  const side = sideOf(value, usual)
  if (side === 'within') return { state: 'within', range: usual }
  if (side !== worse) return { state: 'better', range: usual }
  return {
    state: 'breached',
    range: usual,
    run: (run?.run ?? 0) + 1,
    since: run?.since ?? month,
    gaps: run?.gaps ?? [],
  }
}
