import { z } from 'zod'

/** What a question is about: each is asked and explained in its own words. */
const ABOUT = ['means', 'ask first', 'never say', 'say', 'fear', 'decides', 'quote', 'turn away'] as const
export type About = (typeof ABOUT)[number]

/** A question made of what is written down, with what is right and where that stands. */
export const question = z.object({
  about: z.enum(ABOUT),
  /** The persona that it is about, by slug. */
  persona: z.string(),
  /** What is asked about: somebody's words, an objection, a sign. */
  subject: z.string().optional(),
  /** Texts, or slugs of personas where one is to be told by a quote or a sign. */
  options: z.array(z.string()).min(2),
  right: z.number().int(),
  /** Where it stands, and the evidence for it. */
  entry: z.object({ kind: z.string(), slug: z.string() }),
  cites: z.array(z.string()),
})
export type Question = z.output<typeof question>

/** Questions whose options are personas. */
export const isWho = ({ about }: Pick<Question, 'about'>): boolean =>
  about === 'quote' || about === 'turn away'

/** A tour has so many. */
export const QUESTIONS = 5
