import type { Transaction } from '#src/db/connect.ts'
import type { StoredColumn } from './given.ts'
import { chunkRows } from './store.ts'
import type { Table } from './table.ts'

/**
 * Events that came before their account count as stored when a chunk adds it, so that triggers look at them then. Called
 * before the chunk is merged. What happened before `since` is news to no trigger any more, and stays as it is.
 */
export async function bringEvents(
  tx: Transaction,
  table: Table,
  columns: StoredColumn[],
  chunk: { importId: string; number: number },
  since: Temporal.Instant,
): Promise<void> {
  const { rows } = chunkRows(table, columns, chunk)
  // From here on a sweep leaves what is stored to the time after this transaction, when the account is there.
  await tx.$queryRaw`SELECT pg_current_xact_id()::text`
  await tx.$executeRaw`
    WITH ${rows}
    UPDATE events e SET stored_in = pg_current_xact_id() FROM fresh
    WHERE e.account_id = fresh.account_id AND e.signal IS NOT NULL
      AND e.at > ${new Date(since.epochMilliseconds)}`
}
