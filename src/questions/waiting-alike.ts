import type { Database } from '#src/db/connect.ts'
import { ALIKE, likeness } from './alike.ts'
import type { Question } from './question.ts'
import { questionsWaitingFor } from './store.ts'

/** So many of those that wait are looked through, and so many of them offered. */
const MOST_WAITING = 500
const MOST_ALIKE = 5

/** What else waits for the same owner and is alike, the most asked first: one answer may do for all of it. */
export async function waitingAlike(
  db: Database,
  { id, text, owner }: Question,
): Promise<{ id: string; text: string }[]> {
  if (owner === undefined) return []
  const waiting = await questionsWaitingFor(db, owner, MOST_WAITING)
  return waiting.filter((each) => each.id !== id && likeness(text, each.text) >= ALIKE).slice(0, MOST_ALIKE)
}
