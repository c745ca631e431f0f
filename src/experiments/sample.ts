import {
  powerOfMeans,
  powerOfProportions,
  sampleForMeans,
  sampleForProportions,
} from '#src/statistics/power.ts'
import type { ExperimentBody } from './experiment.ts'

/** How often a difference may be seen that isn't there, over all personas of an experiment. */
export const ALPHA = 0.05

/** What an experiment needs, for each variant and persona, and what it can see with what is planned. */
export type Sample = { needed: number; planned: number; power: number }

type Design = Pick<
  ExperimentBody,
  'expects' | 'measures' | 'better' | 'baseline' | 'difference' | 'deviation' | 'power' | 'planned'
>

/**
 * The sample for two groups of the same size (two proportions, or two means), each persona tested at α divided by the
 * number of personas: so much the strictest of Holm's steps asks.
 */
export function sampleOf(design: Design): Sample {
  const { planned, power } = design
  return { needed: Math.ceil(sampleFor(power, design)), planned, power: powerWith(planned, design) }
}

const alphaOf = ({ expects }: Design): number => ALPHA / expects.length

/** The share that one hopes for, or the nearest to it that there is room for. */
function sharesOf({ baseline = 0.5, difference, better }: Design) {
  const up = baseline + difference
  const down = baseline - difference
  const rises = better === 'higher' ? up < 1 : down <= 0
  return { p1: baseline, p2: rises ? up : down }
}

function sampleFor(power: number, design: Design): number {
  const alpha = alphaOf(design)
  const { measures, difference, deviation = 1 } = design
  return measures === 'share'
    ? sampleForProportions(power, { ...sharesOf(design), alpha })
    : sampleForMeans(power, { difference, deviation, alpha })
}

/** How often the difference is seen with so many for each variant and persona. */
export function powerWith(n: number, design: Design): number {
  const alpha = alphaOf(design)
  const { measures, difference, deviation = 1 } = design
  return measures === 'share'
    ? powerOfProportions(n, { ...sharesOf(design), alpha })
    : powerOfMeans(n, { difference, deviation, alpha })
}
