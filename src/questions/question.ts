import { createHash } from 'node:crypto'

/** A question that nothing verified answered, and what came of it. */
export type Question = {
  id: string
  text: string
  times: number
  /** The functions of those who asked, each once. */
  functions: string[]
  /** Handle of the one who is to answer. */
  owner: string | undefined
  /** `kind/slug` of the entries that came nearest. */
  nearest: string[]
  askedAt: Temporal.Instant
  outcome: Outcome
}

type Outcome =
  | { state: 'open' }
  /** In the words of a person; `entry` is the `kind/slug` of the one that they point to. */
  | { state: 'answered'; text: string; by: string; at: Temporal.Instant; entry: string | undefined }
  | { state: 'not ours'; by: string; at: Temporal.Instant }

/** So long the answer of a person holds; then the question is open again. */
export const ANSWER_HOLDS = { hours: 180 * 24 }

/** By what the same question is known again. PostgreSQL indexes no text of some thousand bytes, hence the digest. */
export function normalOf(text: string): string {
  const normal = text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  return normal.length <= 300 ? normal : createHash('sha256').update(normal).digest('hex')
}
