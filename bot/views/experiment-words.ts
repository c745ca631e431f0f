import type { Outcome } from '#src/experiments/analyse.ts'
import type { ExperimentBody } from '#src/experiments/experiment.ts'
import { type Cell, isShare } from '#src/experiments/result.ts'
import type { Experiment, Standing } from '#src/experiments/standing.ts'
import type { Library } from '#src/knowledge/library.ts'
import { dayName } from '#src/runs/period.ts'
import { shortName } from './names.ts'
import { percent, plainNumber, roughly } from './numbers.ts'
import { counted } from './reading.ts'

type Measure = Pick<ExperimentBody, 'measures'>

export const variantName = ({ variants }: Pick<ExperimentBody, 'variants'>, id: string): string =>
  variants.find((each) => each.id === id)?.title ?? id

/** "34.0 % (n 412)", "31.2 (n 412)" */
export const cellWords = (cell: Cell): string =>
  `${isShare(cell) ? percent(cell.hits / cell.n) : amount(cell.mean)} (n ${plainNumber(cell.n)})`

/** As many digits as say something. */
const amount = (value: number): string =>
  Math.abs(value) >= 100 ? plainNumber(value) : String(Number(value.toPrecision(3)))

/** "5 points", "2.5": the size of a difference, without its sign. */
const sizeWords = (size: number, { measures }: Measure): string =>
  measures === 'share' ? counted(Number((Math.abs(size) * 100).toFixed(1)), 'point') : amount(Math.abs(size))

const signed = (value: number, { measures }: Measure): string => {
  const shown = measures === 'share' ? (value * 100).toFixed(1) : amount(value)
  return `${value > 0 ? '+' : ''}${shown.replace('-', '−')}`
}

/** "+7.9 points, likely 1.6 to 14.1; p 0.03" */
export function contrastWords({ contrast }: Outcome, measure: Measure): string {
  if (!contrast) return ''
  const { difference, interval, corrected } = contrast
  const unit = measure.measures === 'share' ? ' points' : ''
  return `${signed(difference, measure)}${unit} (95 % interval ${signed(interval.low, measure)} to ${signed(interval.high, measure)}; ${pWords(corrected)})`
}

/** "p 0.03", "p < 0.001" */
export const pWords = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p ${Number(p.toPrecision(2))}`)

/** "+22 % over generic (4 to 43 %)" */
export function liftWords({ lift }: Outcome): string | undefined {
  if (!lift) return undefined
  const whole = (value: number) => `${Math.round(value * 100)}`.replace('-', '−')
  return `${lift.lift > 0 ? '+' : ''}${whole(lift.lift)} % over generic (${whole(lift.low)} to ${whole(lift.high)} %, ${pWords(lift.corrected)})`
}

/** What is said of a persona once it is known, with its numbers: a statement that a card can carry. */
export function learnedWords(
  { expectation, stronger, than, verdict }: Outcome,
  body: ExperimentBody,
): string {
  const [more, less] =
    verdict === 'as expected'
      ? [expectation.stronger, expectation.than]
      : [expectation.than, expectation.stronger]
  const [first, second] = verdict === 'as expected' ? [stronger, than] : [than, stronger]
  const numbers = first && second ? `: ${cellWords(first)} against ${cellWords(second)}` : ''
  return `Reacts more strongly to “${variantName(body, more)}” than to “${variantName(body, less)}” (${body.metric}${numbers}).`
}

/** The whole result in sentences, to be kept as a source. */
export const resultInWords = ({ body }: Experiment, outcomes: Outcome[], library: Library): string =>
  [
    `${body.metric}.`,
    ...outcomes.map((outcome) => {
      const { expectation, stronger, than, verdict } = outcome
      const cells = [
        stronger && `${variantName(body, expectation.stronger)} ${cellWords(stronger)}`,
        than && `${variantName(body, expectation.than)} ${cellWords(than)}`,
      ].filter((each) => each !== undefined)
      const difference = contrastWords(outcome, body)
      return `${shortName(library, expectation.persona)}, ${verdict}: ${[...cells, difference].filter((each) => each !== '').join(', ')}.`
    }),
  ].join(' ')

/** "Needs 412 for each variant and persona to see 5 points with 80 %; 420 are planned." */
export function sampleWords({
  experiment: { body },
  sample,
}: {
  experiment: Pick<Experiment, 'body'>
  sample: Standing['sample']
}): string {
  const needs = `Needs ${plainNumber(sample.needed)} for each variant and persona to see ${sizeWords(body.difference, body)} with ${roughly(body.power)}`
  const planned = plainNumber(sample.planned)
  return sample.planned >= sample.needed
    ? `${needs}; ${planned} are planned.`
    : `${needs}. Under-powered: the ${planned} planned see it with ${roughly(sample.power)}.`
}

/** "runs until 4 Dec 2026" */
export function stateWords({ state, experiment: { body }, results }: Standing): string {
  const day = (iso: string) => dayName(Temporal.PlainDate.from(iso))
  switch (state) {
    case 'planned':
      return `begins on ${day(body.startsOn)}`
    case 'running':
      return `runs until ${day(body.endsOn)}`
    case 'awaits results':
      return `ended on ${day(body.endsOn)}, no results yet`
    case 'measured':
      return results ? `results up to ${day(results.until.toString())}` : ''
  }
}

/** What is expected, in a sentence. */
export const expectationWords = (
  persona: string,
  { stronger, than }: { stronger: string; than: string },
  library: Library,
): string => `${shortName(library, persona)} reacts more strongly to “${stronger}” than to “${than}”.`
