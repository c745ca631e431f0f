import { type Behaviour, came, type Outcome, valuesOf } from './behaviour.ts'
import { type Gate, type Ground, gatesOf, passedAll } from './gates.ts'
import { type HeldBack, heldAgainst } from './held-back.ts'
import { type Case, fitModel, type Model, spreadOf, usableIn } from './model.ts'

/** What can be said of one outcome; without a model nothing is foreseen, and the gates say why. */
export type Forecast = {
  outcome: Outcome
  gates: Gate[]
  tested: HeldBack | undefined
  model: Model | undefined
  /** Personas of whom it foresaw wrongly: of them nothing is said. */
  unreliable: string[]
}

/** Customers at the ends of months, in numbers. */
export type Samples = {
  /** By quarter. */
  learn: Sample[][]
  heldBack: Sample[][]
  now: Sample[]
}
export type Sample = Omit<Case, 'came'> & Record<Outcome, boolean>

export const sampleOf = (behaviour: Behaviour): Sample => ({
  persona: behaviour.persona,
  values: valuesOf(behaviour),
  churn: came(behaviour, 'churn'),
  expansion: came(behaviour, 'expansion'),
})

/**
 * Fits to the earlier quarters, holds that against the later ones, and where it is better than the usual rate fits anew to
 * all of them.
 */
export function forecastOf(outcome: Outcome, ground: Ground, samples: Samples): Forecast {
  const casesOf = (quarters: Sample[][]): Case[] =>
    quarters.flat().map((each) => ({ ...each, came: each[outcome] }))
  const [learn, heldBack] = [casesOf(samples.learn), casesOf(samples.heldBack)]
  const counts = { learned: fewer(learn), heldBack: fewer(heldBack) }
  const nothing = { outcome, tested: undefined, model: undefined, unreliable: [] }
  const before = gatesOf(ground, counts)
  if (before.some(({ of, passed }) => !passed && !FITTED.has(of))) return { ...nothing, gates: before }
  const used = usableIn([...samples.learn, ...samples.heldBack, samples.now])
  const first = fitModel(learn, used)
  if (!first) return { ...nothing, gates: before }
  const tested = heldAgainst(first, heldBack, learn)
  const gates = gatesOf(ground, counts, tested)
  const unreliable = tested.personas.filter(({ poor }) => poor).map(({ persona }) => persona)
  const model = passedAll(gates) ? fitModel([...learn, ...heldBack], used) : undefined
  return { outcome, gates, tested, model, unreliable }
}

/** What is known only once something was fitted. */
const FITTED = new Set<Gate['of']>(['auc', 'better', 'calibrated'])

/** Of whom it came true or of whom it didn't, whichever are fewer. */
function fewer(cases: Case[]): number {
  const hits = cases.filter((each) => each.came).length
  return Math.min(hits, cases.length - hits)
}

/** The mean of each number among a persona's customers, or among all where it has none. */
export function usualOf(samples: Pick<Sample, 'persona' | 'values'>[], persona: string): number[] {
  const own = samples.filter((each) => each.persona === persona)
  const its = own.length > 0 ? own : samples
  return (its[0]?.values ?? []).map((_, feature) => {
    const { mean, known } = spreadOf(its, feature)
    return known > 0 ? mean : Number.NaN
  })
}
