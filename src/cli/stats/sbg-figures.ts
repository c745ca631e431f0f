import { middleOf, resampled } from '#src/statistics/bootstrap.ts'
import type { Interval } from '#src/statistics/proportions.ts'
import { seeded } from '#src/statistics/random.ts'
import { alphaOf, betaOf, type Renewals, type Sbg, type SbgFit } from '#src/statistics/sbg.ts'
import {
  discountedLifetime,
  expectedTenure,
  medianTenure,
  residualLifetime,
} from '#src/statistics/sbg-value.ts'
import { figure, textTable } from './text-table.ts'

const DRAWS = 1000
const SEED = 20_070_101
const RENEWALS_AHEAD = 5
const LONGEST_TENURE = 10_000

type Figure = { figure: string; value: number | undefined; interval?: Interval | undefined }

/** What a fit means, each figure with its interval. `rate`: per period. */
export function figuresOf(
  fit: Extract<SbgFit, { model: Sbg }>,
  renewals: Renewals[],
  { rate, level }: { rate: number; level: number },
): { logLikelihood: number; figures: Figure[] } {
  const draws = resampled(fit.model, renewals, DRAWS, seeded(SEED))
  const of = (name: string, value: (model: Sbg) => number): Figure => ({
    figure: name,
    value: value(fit.model),
    interval: middleOf(draws.map(value), level),
  })
  const ahead = Array.from({ length: RENEWALS_AHEAD }, (_, index) => index + 1)
  return {
    logLikelihood: fit.logLikelihood,
    figures: [
      ...(fit.found === 'model' ? [of('alpha', alphaOf), of('beta', betaOf)] : []),
      of('churn at the first renewal', ({ mu }) => mu),
      of('expected tenure, periods', expectedTenure),
      { figure: 'median tenure, periods', value: medianTenure(fit.model, LONGEST_TENURE) },
      of('DEL, periods', (model) => discountedLifetime(model, rate)),
      ...ahead.map((n) => of(`DERL(${n}), periods`, (model) => residualLifetime(model, n, rate))),
    ],
  }
}

export const figuresTable = (
  { logLikelihood, figures }: ReturnType<typeof figuresOf>,
  level: number,
): string =>
  textTable(
    ['figure', 'value', `${figure(level * 100)} % low`, `${figure(level * 100)} % high`],
    [
      ...figures.map(({ figure: name, value, interval }) => [
        name,
        ...[value, interval?.low, interval?.high].map((each) => figure(each)),
      ]),
      ['log-likelihood', figure(logLikelihood), '–', '–'],
    ],
  )
