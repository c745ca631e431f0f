import type { Outcome } from '#src/experiments/analyse.ts'
import type { Standing } from '#src/experiments/standing.ts'
import { ALPHA, STRONG, type State } from './thresholds.ts'

/** By how much what was made for a persona did better than what everybody gets, in its newest experiment. */
type Lifted = {
  persona: string
  experiment: string
  lift: NonNullable<Outcome['lift']>
  /** Above 15 %, and beyond chance. */
  strong: boolean
}

export type Content = {
  state: State
  lifted: Lifted[]
  /** Experiments with results, and those of them that have no generic variant to be held against. */
  measured: number
  withoutGeneric: number
}

const isStrong = ({ lift, corrected }: NonNullable<Outcome['lift']>): boolean =>
  lift > STRONG.content && corrected < ALPHA

/** Strong where it is for every persona that was tried. */
export function contentOf(standings: Standing[]): Content {
  const measured = standings
    .filter(({ results }) => results !== undefined)
    .toSorted((a, b) => dayOf(b).localeCompare(dayOf(a)))
  const lifted = new Map<string, Lifted>()
  for (const { experiment, results } of measured)
    for (const { expectation, lift } of results?.outcomes ?? [])
      if (lift && !lifted.has(expectation.persona))
        lifted.set(expectation.persona, {
          ...{ persona: expectation.persona, experiment: experiment.title, lift },
          strong: isStrong(lift),
        })
  const all = [...lifted.values()]
  return {
    state: all.length === 0 ? 'unknown' : all.every(({ strong }) => strong) ? 'strong' : 'weak',
    lifted: all,
    measured: measured.length,
    withoutGeneric: measured.filter(
      ({ experiment }) => !experiment.body.variants.some((each) => each.generic),
    ).length,
  }
}

const dayOf = ({ results }: Standing): string => results?.until.toString() ?? ''
