/** What became of a flag: the entry was changed, is still true, or it is not about us. */
export const SETTLEMENTS = ['changed', 'still-true', 'not-ours'] as const
export type Settlement = (typeof SETTLEMENTS)[number]

/** Somebody found that an entry doesn't fit any more. */
export type Flag = {
  id: string
  kind: string
  slug: string
  /** The version that it was raised against. */
  version: number
  text: string
  /** The message that it is about. */
  link: string | undefined
  /** Handle; undefined where the person is no longer known. */
  raisedBy: string | undefined
  raisedAt: Temporal.Instant
  settled: { as: Settlement; words: string; by: string | undefined; at: Temporal.Instant } | undefined
}
