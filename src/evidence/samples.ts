import { factsOf, isInterview, type MethodName } from './methods.ts'
import type { OwnSource } from './research.ts'

/** A method whose samples together are below the least that it needs. */
export type SmallSample = { method: MethodName; n: number; least: number }

/**
 * The methods that were tried with too few. All people of a source count, also those of other personas: it is the
 * method that needs them. Interviews are left out: the gate counts them, of both kinds together.
 */
export function smallSamples(own: OwnSource[]): SmallSample[] {
  const byMethod = Map.groupBy(own, ({ source }) => source.method)
  return [...byMethod].flatMap(([method, pieces]) => {
    const { sample } = factsOf(method)
    if (typeof sample === 'string' || isInterview(method)) return []
    const known = pieces.flatMap(({ source, n }) => source.n ?? n ?? [])
    const n = known.reduce((sum, count) => sum + count, 0)
    return known.length > 0 && n < sample.least ? [{ method, n, least: sample.least }] : []
  })
}
