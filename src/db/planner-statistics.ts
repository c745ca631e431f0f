import type { Database, Transaction } from './connect.ts'

/**
 * Lets the planner know the tables again that grew to twice their size, or were never looked at: without that it may
 * take a minute for what takes a second. A server does so by itself in its own time, the embedded database never. What was
 * emptied is left as it is: a planner that believes it empty goes through all of it for every row that comes in.
 */
export async function knowTables(db: Database | Transaction): Promise<void> {
  const unknown = await db.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(relname) AS name FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
      AND (reltuples < 0 OR pg_relation_size(oid) > 2 * relpages::bigint * current_setting('block_size')::int)`
  for (const { name } of unknown) {
    const [row] = await db.$queryRawUnsafe<{ filled: boolean }[]>(
      `SELECT EXISTS (SELECT FROM ${name}) AS filled`,
    )
    if (row?.filled) await db.$executeRawUnsafe(`ANALYZE ${name}`)
  }
}
