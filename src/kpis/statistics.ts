import type { Database, Transaction } from '#src/db/connect.ts'
import { LOOKED_AT } from './reads.ts'

/**
 * Lets the planner know the tables again that grew to twice their size, or were never looked at: what a definition
 * costs is reckoned from that. A server does so by itself in its own time, the embedded database never.
 */
export async function knowTables(db: Database | Transaction): Promise<void> {
  const unknown = await db.$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(${[...LOOKED_AT]})
      AND pg_relation_size(oid) > 0
      AND (reltuples < 0 OR pg_relation_size(oid) > 2 * relpages::bigint * current_setting('block_size')::int)`
  for (const { name } of unknown) await db.$executeRawUnsafe(`ANALYZE ${name}`)
}
