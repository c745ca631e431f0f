import { type Block, say, small } from '#bot/slack/blocks.ts'
import { chart } from '#bot/slack/chart-block.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { ClvReport } from '#src/clv/clv.ts'
import { type Curve, leftAfter } from '#src/clv/curves.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { CurvePoint } from '#src/statistics/survival.ts'
import { shortName } from './names.ts'
import { percent } from './numbers.ts'
import { inWords } from './reading.ts'

/** The ages that a table has a column for, and those that a chart has a point at. */
const COLUMNS = [3, 12, 24, 36]
const MOST_POINTS = 19
const MOST_SERIES = 6

/** Who stays how long: a chart, the same as a table with intervals, and which two differ. */
export function clvCurves(report: ClvReport, library: Library): Block[] {
  const known = report.curves
    .filter(({ points }) => points.length > 0)
    .toSorted((a, b) => (lastOf(a)?.survival ?? 0) - (lastOf(b)?.survival ?? 0))
  const [first] = known
  if (!first) return [say(line(bold('Too few customers have a known beginning to say how long they stay.')))]
  const name = (persona: string) => shortName(library, persona)
  return [
    say(line(bold(headline(first, name)), ` ${difference(report, name)}`)),
    chart('Share still there, by month, in %', seriesOf(known.slice(0, MOST_SERIES), name)),
    tableOf(known, name),
    small(
      'Kaplan–Meier by months since they began, 95 % by Greenwood on ln(−ln S); log-rank, two by two corrected after Holm. – where nobody was watched for as long.',
    ),
  ]
}

type Naming = (persona: string) => string

const lastOf = (curve: Curve): CurvePoint | undefined =>
  leftAfter(curve, 12) ?? leftAfter(curve, 3) ?? curve.points.at(-1)

function headline(curve: Curve, name: Naming): string {
  const months = leftAfter(curve, 12) ? 12 : (lastOf(curve)?.time ?? 0)
  return `${name(curve.persona)} stays shortest: ${percent(lastOf(curve)?.survival ?? 0, 0)} are there after ${months} months.`
}

const CHANCE = 0.05

function difference({ pairs, curves }: ClvReport, name: Naming): string {
  if (pairs.length === 0) return 'There is nobody to compare them with.'
  const like = pairs.filter(({ p }) => p >= CHANCE).map(({ one, other }) => `${name(one)} and ${name(other)}`)
  if (like.length === 0)
    return curves.length === 2
      ? 'They differ, and not by chance.'
      : 'Each differs from each, and not by chance.'
  if (like.length === pairs.length) return 'No two of them differ by more than chance.'
  return `They differ, but by no more than chance: ${inWords(like, 3)}.`
}

function seriesOf(curves: Curve[], name: Naming) {
  const longest = Math.max(...curves.map(({ points }) => points.at(-1)?.time ?? 0))
  const step = Math.max(1, Math.ceil(longest / MOST_POINTS))
  const ages = Array.from({ length: Math.floor(longest / step) }, (_, index) => (index + 1) * step)
  const value = (point: CurvePoint | undefined) => Number(((point?.survival ?? 1) * 100).toFixed(1))
  return curves.map((curve) => ({
    name: name(curve.persona),
    data: [
      { label: '0', value: 100 },
      ...ages.flatMap((age) => {
        const point = leftAfter(curve, age)
        return point ? [{ label: String(age), value: value(point) }] : []
      }),
    ],
  }))
}

function tableOf(curves: Curve[], name: Naming): Block {
  const shown = COLUMNS.filter((months) => curves.some((curve) => leftAfter(curve, months)))
  const head = ['Persona', ...shown.map((months) => `${months} months`), 'n']
  const rows = curves.map((curve) => [
    name(curve.persona),
    ...shown.map((months) => cellOf(leftAfter(curve, months))),
    String(curve.n),
  ])
  return {
    type: 'table',
    rows: [head, ...rows].map((row) => row.map((text) => ({ type: 'raw_text' as const, text }))),
    column_settings: head.map((_, column) => ({
      align: column === 0 ? ('left' as const) : ('right' as const),
    })),
  }
}

/** "89 % (87–91)" */
function cellOf(point: CurvePoint | undefined): string {
  if (!point) return '–'
  const { low, high } = point.interval
  const range = low === undefined || high === undefined ? '' : ` (${whole(low)}–${whole(high)})`
  return `${whole(point.survival)} %${range}`
}

const whole = (share: number): string => (share * 100).toFixed(0)
