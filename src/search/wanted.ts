import type { Concept } from './concepts.ts'
import type { Ways } from './found.ts'
import type { Guess } from './guess.ts'

/**
 * A concept that is looked for, what may have been meant if it is mistyped, how much it tells (0 and more), and every
 * stem by which it may be found.
 */
export type Wanted = Concept & Ways & { guesses: Guess[]; weight: number; stems: ReadonlySet<string> }

/** The surest of several strengths of each concept. */
export const most = (wanted: Wanted[], of: number[][]): number[] =>
  wanted.map((_, index) => Math.max(0, ...of.map((strengths) => strengths[index] ?? 0)))

/** Adds up what is said of each concept by its weight. */
export const sum = (wanted: Wanted[], of: (index: number) => number): number =>
  wanted.reduce((total, { weight }, index) => total + weight * of(index), 0)
