import { describeChart } from '#bot/slack/chart.ts'
import type { Picture } from '#bot/slack/picture.ts'
import type { PersonaMonth, Review } from '#src/kpis/review.ts'
import { monthName, shortMonth } from '#src/runs/period.ts'
import { shortName } from './names.ts'
import { percent } from './numbers.ts'
import type { Telling } from './telling.ts'

/** Told apart by people who see no red or green, and in grey: Okabe and Ito's blue and vermilion. */
const COLOUR = { most: '#D55E00', now: '#0072B2', before: '#B4BCC4', text: '#1D1C1D', grid: '#E3E5E8' }
const WIDTH = 640
const MOST_BARS = 12

/** Who lost how many of a hundred customers, this month and the one before. Undefined where nothing can be shown. */
export function kpiChart(review: Review, telling: Telling): Picture | undefined {
  const shown = review.personas
    .filter(({ now }) => now !== undefined)
    .toSorted((a, b) => churn(b) - churn(a))
    .slice(0, MOST_BARS)
  const [most] = shown
  if (!most) return undefined
  const closed = Temporal.PlainDate.from(review.month)
  const compared = shown.some(({ before }) => before !== undefined)
  const title = titleOf(most, shown.length, closed, telling)
  const config = {
    type: 'bar',
    data: {
      labels: shown.map((each) => labelOf(each, telling)),
      datasets: datasets(shown, closed, compared),
    },
    options: optionsOf(title, compared),
  }
  const alt = `${title}. ${shown.map((each) => sayBar(each, telling)).join('; ')}.`
  const name = `${monthName(closed)} churn by persona`
  return { name, alt, ...describeChart(config, WIDTH, 120 + shown.length * (compared ? 52 : 40)) }
}

const churn = ({ now }: PersonaMonth): number => now?.churn.value ?? 0

function titleOf(most: PersonaMonth, bars: number, closed: Temporal.PlainDate, { library }: Telling): string {
  const month = monthName(closed)
  const lost = `${(churn(most) * 100).toFixed(1)} of 100 customers`
  const name = shortName(library, most.persona)
  if (churn(most) === 0) return `Nobody lost a customer in ${month}`
  return bars === 1 ? `${name} lost ${lost} in ${month}` : `${name} lost the most in ${month}: ${lost}`
}

const labelOf = ({ persona, n, now }: PersonaMonth, { library }: Telling): string[] => [
  `${shortName(library, persona)}  ${percent(now?.churn.value ?? 0)}`,
  `n ${n}`,
]

const sayBar = ({ persona, n, now, before }: PersonaMonth, { library }: Telling): string =>
  `${shortName(library, persona)} ${percent(now?.churn.value ?? 0)} (n ${n}${before ? `, before ${percent(before.churn.value)}` : ''})`

function datasets(shown: PersonaMonth[], closed: Temporal.PlainDate, compared: boolean) {
  const points = (of: (each: PersonaMonth) => number | undefined) =>
    shown.map((each) => Number(((of(each) ?? 0) * 100).toFixed(2)))
  const now = {
    label: shortMonth(closed),
    data: points(({ now: month }) => month?.churn.value),
    backgroundColor: shown.map((_, index) => (index === 0 ? COLOUR.most : COLOUR.now)),
    barPercentage: 0.9,
  }
  const before = {
    label: shortMonth(closed.subtract({ months: 1 })),
    data: points(({ before: month }) => month?.churn.value),
    backgroundColor: COLOUR.before,
    barPercentage: 0.6,
  }
  return compared ? [now, before] : [now]
}

function optionsOf(title: string, compared: boolean) {
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
        display: compared,
        position: 'bottom',
        labels: { color: COLOUR.text, font: font(13), boxWidth: 14 },
      },
    },
    scales: {
      x: {
        beginAtZero: true,
        suggestedMax: 2,
        title: {
          display: true,
          text: 'customers lost, % of those at the start of the month',
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
