import { sum, type Wanted } from './wanted.ts'

/** Of so much of a question a passage has to say more than its document as a whole, to be the answer. */
const TELLS_MORE = 0.15
/** Passages that are nearly as good as the best are shown with it. */
const AS_GOOD = 0.92

/** The passages that say most of what the whole doesn't, the best first; none, if they say next to nothing more. */
export function fitting(
  passages: { id: string; own: number[] }[],
  wanted: Wanted[],
  whole: number[],
  atMost = 4,
): string[] {
  const judged = passages.map(({ id, own }) => ({
    id,
    more: sum(wanted, (index) => Math.max(0, Math.min(1, own[index] ?? 0) - (whole[index] ?? 0))),
    fit: sum(wanted, (index) => own[index] ?? 0),
  }))
  const best = Math.max(0, ...judged.map(({ fit }) => fit))
  const enough = sum(wanted, () => TELLS_MORE)
  return judged
    .filter(({ fit, more }) => more > enough && fit >= best * AS_GOOD)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, atMost)
    .map(({ id }) => id)
}
