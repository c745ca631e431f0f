import type { Entry } from '#src/knowledge/entry.ts'
import { type Association, spearman } from '#src/statistics/correlation.ts'
import type { Point, Series } from './series.ts'

/** With fewer pairs nothing is said of how two numbers go together. */
export const LEAST_PAIRS = 10

/** How two numbers of one persona went together over its periods: an association, and never a cause. */
export type LinkOf = { persona: string } & (
  | { found: 'association'; of: Association; changes?: Association }
  | { found: 'too few'; n: number }
  | { found: 'never varied'; n: number }
)

/** Values by the first day of their period. */
export type Values = ReadonlyMap<string, number>

export type LinkReport = {
  link: Entry<'kpi-link'>
  every: 'month' | 'quarter'
  of: LinkOf[]
}

/** What a link comes to for each persona: Spearman's ρ of the first number and of the other one so many periods later. */
export function measureLink(
  link: Entry<'kpi-link'>,
  ahead: Series | Values | undefined,
  follows: Series | undefined,
  personas: string[],
): LinkReport {
  const every = periodOf(ahead, follows)
  const wanted = personas.filter(
    (slug) => link.body.personas.length === 0 || link.body.personas.includes(slug),
  )
  const of = wanted.map((persona): LinkOf => {
    return { persona, ...together(pairsFor(persona, ahead, follows, link.body.lag)) }
  })
  return { link, every, of }
}

function periodOf(...sides: (Series | Values | undefined)[]): 'month' | 'quarter' {
  const isQuarterly = sides.some((side) => side && 'kpi' in side && side.kpi.body.frequency === 'quarterly')
  return isQuarterly ? 'quarter' : 'month'
}

/** A persona's numbers of one KPI, each with that of the other so many periods later. */
export function pairsFor(
  persona: string,
  ahead: Series | Values | undefined,
  follows: Series | undefined,
  lag: number,
): [number, number][] {
  const every = periodOf(ahead, follows)
  return pairsOf(valuesOf(ahead, persona, every), valuesOf(follows, persona, every), lag, every)
}

function together(pairs: [number, number][]) {
  if (pairs.length < LEAST_PAIRS) return { found: 'too few' as const, n: pairs.length }
  const of = spearman(pairs)
  if (!of) return { found: 'never varied' as const, n: pairs.length }
  const changes = spearman(changesOf(pairs))
  return { found: 'association' as const, of, ...(changes && { changes }) }
}

/** From one pair to the next: what only drifts the same way goes together, its changes don't. */
const changesOf = (pairs: [number, number][]): [number, number][] =>
  pairs.slice(1).map(([x, y], index) => [x - (pairs[index]?.[0] ?? x), y - (pairs[index]?.[1] ?? y)])

const MONTHS = { month: 1, quarter: 3 }

function pairsOf(first: Values, then: Values, lag: number, every: 'month' | 'quarter'): [number, number][] {
  return [...first]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([period, value]): [number, number][] => {
      const later = Temporal.PlainDate.from(period).add({ months: lag * MONTHS[every] })
      const other = then.get(later.toString())
      return other === undefined ? [] : [[value, other]]
    })
}

function valuesOf(side: Series | Values | undefined, persona: string, every: 'month' | 'quarter'): Values {
  if (!side) return new Map()
  if (!('kpi' in side)) return every === 'month' ? side : new Map(inQuarters([...side], sumOf))
  const points = [...(side.of.get(persona) ?? [])].filter(
    ([, { value, reconstructed }]) => value !== undefined && !reconstructed,
  )
  if (side.kpi.body.frequency === 'quarterly' || every === 'month')
    return new Map(points.map(([period, { value }]) => [period, value ?? 0]))
  return new Map(inQuarters(points, ratioOf))
}

/** Quarters of which all three months are known. */
function inQuarters<T>(months: [string, T][], put: (some: T[]) => number): [string, number][] {
  const quarters = Map.groupBy(months, ([month]) => {
    const day = Temporal.PlainDate.from(month)
    return day.subtract({ months: (day.month - 1) % 3 }).toString()
  })
  return [...quarters].flatMap(([quarter, some]): [string, number][] =>
    some.length < 3 ? [] : [[quarter, put(some.map(([, value]) => value))]],
  )
}

const sumOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0)
const ratioOf = (points: Point[]): number =>
  sumOf(points.map(({ numerator }) => numerator)) / sumOf(points.map(({ denominator }) => denominator))
