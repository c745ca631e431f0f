import { describeChart } from '#bot/slack/chart.ts'
import type { Picture } from '#bot/slack/picture.ts'
import type { PersonaMonth, Review } from '#src/kpis/review.ts'
import { monthName, shortMonth } from '#src/runs/period.ts'
import { breachedIn, ordinal } from './kpi-standing.ts'
import { shortName } from './names.ts'
import { percent } from './numbers.ts'
import type { Telling } from './telling.ts'

/** Told apart by people who see no red or green, and by their shapes: Okabe and Ito's blue and vermilion. */
const COLOUR = {
  breached: '#D55E00',
  now: '#0072B2',
  before: '#8A939B',
  range: '#D6E4EF',
  text: '#1D1C1D',
  grid: '#E3E5E8',
}
const WIDTH = 640
const MOST_BARS = 12

/** Each persona's retention on its own range, the lowest first. Undefined where nothing can be shown. */
export function kpiChart(review: Review, telling: Telling): Picture | undefined {
  const shown = review.personas
    .filter(({ now }) => now !== undefined)
    .toSorted((a, b) => retention(a) - retention(b))
    .slice(0, MOST_BARS)
  if (shown.length === 0) return undefined
  const closed = Temporal.PlainDate.from(review.month)
  const title = titleOf(review, shown, closed, telling)
  const config = {
    type: 'bar',
    data: { labels: shown.map((each) => labelOf(each, telling)), datasets: datasets(shown, closed) },
    options: optionsOf(title, lowest(shown)),
  }
  const alt = `${title}. ${shown.map((each) => sayPoint(each, telling)).join('; ')}.`
  const name = `${monthName(closed)} retention by persona`
  return { name, alt, ...describeChart(config, WIDTH, 130 + shown.length * 48) }
}

const retention = ({ now }: PersonaMonth): number => now?.retention.value ?? 0

const rangeOf = ({ standings: { retention: its } }: PersonaMonth) =>
  its === undefined || its.state === 'no history' ? undefined : its.range

const isBreached = ({ standings }: PersonaMonth): boolean => standings.retention?.state === 'breached'

/** The finding, in a line. */
function titleOf(review: Review, shown: PersonaMonth[], closed: Temporal.PlainDate, { library }: Telling) {
  const worst = breachedIn(review).find(({ kpi }) => kpi === 'retention')
  const month = monthName(closed)
  if (worst) {
    const run = worst.breach.run > 1 ? ` for the ${ordinal(worst.breach.run)} month` : ` in ${month}`
    return `${shortName(library, worst.persona.persona)}'s retention is below its own range${run}`
  }
  const [lowest] = shown
  if (shown.every((each) => rangeOf(each) !== undefined)) return `All within their own range in ${month}`
  const name = lowest ? shortName(library, lowest.persona) : ''
  return `Retention in ${month}: ${name} keeps ${percent(lowest ? retention(lowest) : 0)}`
}

const labelOf = (each: PersonaMonth, { library }: Telling): string[] => [
  `${shortName(library, each.persona)}  ${percent(retention(each))}`,
  `n ${each.n}`,
]

function sayPoint(each: PersonaMonth, { library }: Telling): string {
  const its = rangeOf(each)
  const said = [
    `n ${each.n}`,
    ...(its ? [`own range ${(its.low * 100).toFixed(1)} to ${percent(its.high)}`] : []),
    ...(each.before ? [`before ${percent(each.before.retention.value)}`] : []),
  ]
  return `${shortName(library, each.persona)} ${percent(retention(each))} (${said.join(', ')})`
}

const inPercent = (share: number): number => Number((share * 100).toFixed(2))

function datasets(shown: PersonaMonth[], closed: Temporal.PlainDate) {
  const ranges = shown.map((each) => {
    const its = rangeOf(each)
    return its ? [inPercent(its.low), inPercent(its.high)] : null
  })
  const before = shown.map((each) => (each.before ? inPercent(each.before.retention.value) : null))
  return [
    points(
      shortMonth(closed),
      shown.map((each) => inPercent(retention(each))),
      {
        colour: shown.map((each) => (isBreached(each) ? COLOUR.breached : COLOUR.now)),
        style: shown.map((each) => (isBreached(each) ? 'rectRot' : 'circle')),
        size: shown.map((each) => (isBreached(each) ? 9 : 7)),
      },
    ),
    ...(before.some((value) => value !== null)
      ? [
          points(shortMonth(closed.subtract({ months: 1 })), before, {
            colour: COLOUR.before,
            style: 'line',
            size: 9,
          }),
        ]
      : []),
    ...(ranges.some((range) => range !== null)
      ? [
          {
            label: 'its own range',
            data: ranges,
            backgroundColor: COLOUR.range,
            barPercentage: 0.7,
            pointStyle: 'rect',
          },
        ]
      : []),
  ]
}

type Look = { colour: string | string[]; style: string | string[]; size: number | number[] }

const points = (label: string, data: (number | null)[], { colour, style, size }: Look) => ({
  type: 'line',
  label,
  data,
  showLine: false,
  clip: false,
  rotation: 90,
  pointStyle: style,
  pointRadius: size,
  pointBorderWidth: 2,
  pointBackgroundColor: colour,
  pointBorderColor: colour,
})

/** Where the axis begins: a whole number below everything that is shown. */
function lowest(shown: PersonaMonth[]): number {
  const shares = shown.flatMap((each) => [
    retention(each),
    rangeOf(each)?.low ?? 1,
    each.before?.retention.value ?? 1,
  ])
  return Math.max(0, Math.floor(Math.min(...shares) * 100) - 1)
}

function optionsOf(title: string, min: number) {
  const font = (size: number) => ({ size })
  return {
    indexAxis: 'y',
    layout: { padding: 16 },
    plugins: {
      title: {
        display: true,
        text: title,
        align: 'start',
        color: COLOUR.text,
        font: font(17),
        padding: { bottom: 12 },
      },
      legend: {
        position: 'bottom',
        labels: { color: COLOUR.text, font: font(13), usePointStyle: true },
      },
    },
    scales: {
      x: {
        min,
        max: 100,
        title: {
          display: true,
          text: 'customers kept, % of those at the start of the month',
          color: COLOUR.text,
          font: font(12),
        },
        ticks: { color: COLOUR.text, font: font(12) },
        grid: { color: COLOUR.grid },
      },
      y: { ticks: { color: COLOUR.text, font: font(14) }, grid: { display: false } },
    },
  }
}
