import { distance } from 'fastest-levenshtein'

/** Of a name that is meant one letter of so many may be wrong. */
const ONE_WRONG_OF = 5

/** The name of which this is a slip: more of it is right than of a word that is merely near. */
export const slipOf = (typed: string, names: string[]): string | undefined =>
  closest(typed, names, typed.length / ONE_WRONG_OF)

/** The candidate nearest to a word, if it is near enough to be a misspelling: at most a third of it is wrong, or `most` letters. */
export function closest(word: string, candidates: Iterable<string>, most?: number): string | undefined {
  const lower = word.toLowerCase()
  const allowed = most ?? Math.max(1, Math.floor([...lower].length / 3))
  let best: { candidate: string; wrong: number } | undefined
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - lower.length) > allowed) continue
    const wrong = distance(lower, candidate.toLowerCase())
    if (wrong <= allowed && wrong < (best?.wrong ?? Number.POSITIVE_INFINITY)) best = { candidate, wrong }
  }
  return best?.candidate
}
