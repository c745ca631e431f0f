import {
  type Auc,
  aucOf,
  brierGain,
  brierOf,
  type CalibrationBin,
  calibrationOf,
  type Outcome,
} from '#src/statistics/forecast-quality.ts'
import type { Interval } from '#src/statistics/proportions.ts'
import { type Case, foreseen, type Model } from './model.ts'

/** Cases of which so many were foreseen and so many came; `poor`: by more than a fifth and more than chance apart. */
type Foreseen = { n: number; expected: number; came: number; poor: boolean }

/** How a forecast did on quarters that it had not seen, beside the usual rate of each persona. */
export type HeldBack = Foreseen & {
  auc: Auc | undefined
  usualAuc: number | undefined
  brier: number
  usualBrier: number
  /** How much less it misses than the usual rate does; above 0 it is better. */
  gain: Interval & { mean: number }
  bins: CalibrationBin[]
  personas: (Foreseen & { persona: string })[]
}

const BINS = 6
/** So many at least are expected to come in each group. */
const LEAST_A_BIN = 10
/** Of fewer, a persona's own rate is chance. */
const LEAST_OF_PERSONA = 30

/** Holds a model against cases that it was not fitted to. `learned` are those that it was. */
export function heldAgainst(model: Model, cases: Case[], learned: Case[]): HeldBack {
  const outcomes = cases.map((each) => outcomeOf(each, foreseen(model, each)))
  const usual = usualRates(learned)
  const simpler = cases.map((each) => outcomeOf(each, usual(each.persona)))
  const groups = Map.groupBy(cases.keys(), (index) => cases[index]?.persona ?? '')
  return {
    ...foreseenOf(outcomes),
    auc: aucOf(outcomes),
    usualAuc: aucOf(simpler)?.auc,
    brier: brierOf(outcomes),
    usualBrier: brierOf(simpler),
    gain: brierGain(
      outcomes,
      simpler.map(({ chance }) => chance),
    ),
    bins: calibrationOf(outcomes, BINS, LEAST_A_BIN),
    personas: [...groups].map(([persona, its]) => ({
      persona,
      ...foreseenOf(its.flatMap((index) => outcomes[index] ?? [])),
    })),
  }
}

const outcomeOf = ({ came }: Case, chance: number): Outcome => ({ chance, n: 1, hits: came ? 1 : 0 })

/** The rate of each persona, or of all where it has too few; what one would foresee without looking any closer. */
function usualRates(cases: Case[]): (persona: string) => number {
  const rate = (its: Case[]) => its.filter(({ came }) => came).length / Math.max(1, its.length)
  const groups = Map.groupBy(cases, ({ persona }) => persona)
  const own = new Map(
    [...groups].flatMap(([persona, its]) =>
      its.length < LEAST_OF_PERSONA ? [] : [[persona, rate(its)] as const],
    ),
  )
  const all = rate(cases)
  return (persona) => own.get(persona) ?? all
}

const MOST_OFF = 0.2
const BEYOND_CHANCE = 1.96

function foreseenOf(outcomes: Outcome[]): Foreseen {
  const expected = outcomes.reduce((sum, { chance }) => sum + chance, 0)
  const variance = outcomes.reduce((sum, { chance }) => sum + chance * (1 - chance), 0)
  const came = outcomes.reduce((sum, { hits }) => sum + hits, 0)
  const off = Math.abs(came - expected)
  const poor = off > MOST_OFF * expected && off > BEYOND_CHANCE * Math.sqrt(variance)
  return { n: outcomes.length, expected, came, poor }
}
