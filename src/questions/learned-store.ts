import type { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { advanceSequence, inSequence } from '#src/knowledge/sequence.ts'
import type { Pointing } from './learned.ts'

/** Questions that became ways to ask for an entry after a number of the change counter, or ceased to be. */
export async function pointingsSince(db: Database | Transaction, sequence: bigint): Promise<Pointing[]> {
  const rows = await db.openQuestion.findMany({
    where: { sequence: { gt: sequence } },
    select: { id: true, text: true, answer: true, answeredAt: true, nearest: true },
  })
  return rows.map(({ id, text, answer, answeredAt, nearest }) => {
    const holds = answer !== null && answeredAt !== null
    const at = Temporal.Instant.fromEpochMilliseconds(answeredAt?.getTime() ?? 0)
    return { id, text, at, entry: holds ? (nearest as string[])[0] : undefined }
  })
}

/**
 * Opens a question again whose answer no longer holds, unless somebody else just has. Whoever waited then has had the
 * answer; and the entry that it pointed to is no longer found by the question.
 */
export async function reopen(
  db: Database,
  { id, answeredAt }: { id: string; answeredAt: Date | null },
  fresh: Prisma.OpenQuestionUncheckedUpdateInput,
): Promise<void> {
  await inSequence(db, async (tx, sequence) => {
    const open = { answer: null, answeredById: null, answeredAt: null, sequence }
    const opened = await tx.openQuestion.updateMany({
      where: { id, answeredAt },
      data: { ...fresh, ...open, times: 1 },
    })
    if (opened.count === 0) return
    await tx.questionAsker.deleteMany({ where: { questionId: id } })
    await advanceSequence(tx, sequence)
  })
}
