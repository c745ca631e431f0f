import pLimit, { type LimitFunction } from 'p-limit'
import type { Database, Transaction } from '#src/db/connect.ts'

/** Patience of a transaction that waits for the change counter's lock, which all of them take first. */
export const IN_TURN = { timeout: 20_000, maxWait: 20_000 }

/** So many of a process wait for the lock at once: those who read meanwhile need connections, too. */
const AT_ONCE = 2
const turns = new WeakMap<Database, LimitFunction>()

/** Does something in a transaction that has locked the change counter; `sequence` is the number of the change to come. */
export async function inSequence<T>(
  db: Database,
  change: (tx: Transaction, sequence: bigint) => Promise<T>,
): Promise<T> {
  const turn = turns.get(db) ?? pLimit(AT_ONCE)
  turns.set(db, turn)
  return await turn(() => db.$transaction(async (tx) => change(tx, await lockSequence(tx)), IN_TURN))
}

/**
 * Locks the change counter until the transaction ends and returns the number of the change to come. Changes
 * therefore become visible in the order of their numbers: who has seen n has seen everything before it.
 */
export async function lockSequence(tx: Transaction): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ sequence: bigint }[]>`
    SELECT sequence FROM change_counter WHERE id = 1 FOR UPDATE`
  if (!row) throw new Error('The change counter has no row; the migrations are incomplete.')
  locking.add(tx)
  return row.sequence + 1n
}

/** Transactions that hold the lock, which is theirs until they end. */
const locking = new WeakSet<Transaction>()

/** Locks the change counter where this transaction doesn't hold its lock yet. */
export async function holdSequence(tx: Transaction): Promise<void> {
  if (!locking.has(tx)) await lockSequence(tx)
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
