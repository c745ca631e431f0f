import { z } from 'zod'

/** What customers can differ in. */
export const TRAIT_NAMES = [
  'usage',
  'tickets',
  'escalations',
  'mrr',
  'seats',
  'behavioural',
  'communication',
  'support',
  'monetary',
  'nps',
] as const
export type TraitName = (typeof TRAIT_NAMES)[number]

/** A group of customers that do something else than the others: a candidate, until its owner and the board say otherwise. */
export const emerging = z.object({
  /** The persona that most of them are tagged with. */
  persona: z.string(),
  /** Within it alone, or among all customers: then how they are tagged, the most first. */
  among: z.enum(['persona', 'all']),
  tagged: z.array(z.object({ persona: z.string(), n: z.number() })),
  n: z.number(),
  of: z.number(),
  /** How well groups stand apart, and the best that the same customers came to without groups. */
  silhouette: z.number(),
  without: z.number(),
  /** How well it, and all groups, are found again in resamples. */
  jaccard: z.number(),
  rand: z.number(),
  /** By how many standard deviations it differs, with both means; the most first. */
  traits: z.array(
    z.object({ trait: z.enum(TRAIT_NAMES), d: z.number(), mean: z.number(), others: z.number() }),
  ),
})
export type Emerging = z.output<typeof emerging>
