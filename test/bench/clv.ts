import { resampled } from '#src/statistics/bootstrap.ts'
import { binomial, seeded } from '#src/statistics/random.ts'
import { churnAt, fitSbg, type Renewals, type Sbg } from '#src/statistics/sbg.ts'
import { type Bench, type Figure, quantile } from './bench.ts'

const PERSONAS = 6
const COHORTS = 36
const CUSTOMERS = 200
const ROUNDS = 20
const DRAWS = 200

/** Fits as a command asks for them, from cohorts as they are, the youngest watched for a month. */
export const clv: Bench = {
  name: 'clv',
  measures: `sBG fits of ${PERSONAS} personas with ${COHORTS} monthly cohorts each`,
  run() {
    const personas = Array.from({ length: PERSONAS }, (_, index) => renewalsOf(index))
    const fits: number[] = []
    for (let round = -3; round < ROUNDS; round += 1) {
      const taken = timed(() => personas.map((renewals) => fitSbg(renewals)))
      if (round >= 0) fits.push(taken)
    }
    const first = personas[0] ?? []
    const fit = fitSbg(first)
    if (fit.found !== 'model') throw new Error(`The model of the first persona is ${fit.found}.`)
    const draws = timed(() => resampled(fit.model, first, DRAWS, seeded(1)))
    const figures: Figure[] = [
      { figure: 'six fits, median', value: quantile(fits, 0.5), unit: 'ms', bound: '< 200 ms' },
      { figure: 'six fits, slowest', value: quantile(fits, 1), unit: 'ms', bound: '< 200 ms' },
      { figure: `interval of one, ${DRAWS} draws`, value: draws, unit: 'ms' },
    ]
    return Promise.resolve(figures)
  },
}

function timed(task: () => unknown): number {
  const start = performance.now()
  task()
  return performance.now() - start
}

/** Each persona leaves by α and β of its own. */
function renewalsOf(persona: number): Renewals[] {
  const random = seeded(persona + 1)
  const model: Sbg = { mu: 0.02 + 0.01 * persona, phi: 0.05 + 0.05 * persona }
  return Array.from({ length: COHORTS }, (_, watched) => {
    let alive = CUSTOMERS
    return Array.from({ length: watched + 1 }, (_, index) => {
      const lost = binomial(alive, churnAt(model, index + 1), random)
      const row = { age: index + 1, atRisk: alive, lost }
      alive -= lost
      return row
    })
  }).flat()
}
