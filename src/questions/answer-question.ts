import { appendAudit } from '#src/audit/store.ts'
import type { Database } from '#src/db/connect.ts'
import { speaksFor } from '#src/freshness/answerable.ts'
import type { Library } from '#src/knowledge/library.ts'
import { advanceSequence, inSequence } from '#src/knowledge/sequence.ts'
import type { Question } from './question.ts'
import { askersOf, readQuestion, writeAnswer } from './store.ts'

type By = { id: string; handle: string } | undefined

/** What an owner says to a question: words, perhaps with an entry that says more; or nothing, since it is not for us. */
export type Saying = { answer: string | undefined; entry: string | undefined }

export type Answering =
  | { outcome: 'closed'; question: Question; askers: string[] }
  | { outcome: 'closed before' | 'no right'; question: Question }

/** Whether somebody may answer a question: its owner, who stands in on the nearest entry, the persona owner, an admin. */
export function mayAnswer(handle: string | undefined, question: Question, library: Library): boolean {
  const nearest = question.nearest.flatMap((key) => library.entries.get(key) ?? [])
  const deputies = nearest.filter(({ owner }) => owner === question.owner).flatMap((entry) => entry.deputies)
  return speaksFor(handle, 'answer-question', { owner: question.owner, deputies }, library.members)
}

/**
 * Closes a question once; where the answer points to an entry, that is found by the question from then on. The same
 * person saying the same again is told who waits, so that a retry goes on there.
 */
export async function answerQuestion(
  db: Database,
  id: string,
  said: Saying,
  by: By,
  library: Library,
  now: Temporal.Instant,
): Promise<Answering | undefined> {
  const before = await readQuestion(db, id)
  if (!before) return undefined
  if (!by || !mayAnswer(by.handle, before, library)) return { outcome: 'no right', question: before }
  await inSequence(db, async (tx, next) => {
    const sequence = said.answer !== undefined && said.entry !== undefined ? next : undefined
    if (await writeAnswer(tx, id, { ...said, byId: by.id, sequence }, now)) {
      const action = said.answer === undefined ? 'question closed' : 'question answered'
      const payload = { question: before.text, ...said }
      const at = new Date(now.epochMilliseconds)
      await appendAudit(tx, { actor: by.handle, action, subject: `question/${id}`, payload, at })
      if (sequence !== undefined) await advanceSequence(tx, sequence)
    }
  })
  const question = (await readQuestion(db, id)) ?? before
  return saidBy(by.handle, said, question)
    ? { outcome: 'closed', question, askers: await askersOf(db, id) }
    : { outcome: 'closed before', question }
}

function saidBy(handle: string, { answer }: Saying, { outcome }: Question): boolean {
  if (outcome.state === 'open' || outcome.by !== handle) return false
  return outcome.state === 'answered' ? outcome.text === answer : answer === undefined
}
