import type { Database, Transaction } from '#src/db/connect.ts'

/**
 * Locks the change counter until the transaction ends and returns the number of the change to come. Changes
 * therefore become visible in the order of their numbers: who has seen n has seen everything before it.
 */
export async function lockSequence(tx: Transaction): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ sequence: bigint }[]>`
    SELECT sequence FROM change_counter WHERE id = 1 FOR UPDATE`
  if (!row) throw new Error('The change counter has no row; the migrations are incomplete.')
  return row.sequence + 1n
}

/** Makes the change under this number the last one. Only after lockSequence, in the same transaction. */
export async function advanceSequence(tx: Transaction, sequence: bigint): Promise<void> {
  await tx.$executeRaw`UPDATE change_counter SET sequence = ${sequence} WHERE id = 1`
}

/** The number of the last change that is visible to everybody. */
export async function readSequence(db: Database): Promise<bigint> {
  const [row] = await db.$queryRaw<{ sequence: bigint }[]>`SELECT sequence FROM change_counter WHERE id = 1`
  return row?.sequence ?? 0n
}
