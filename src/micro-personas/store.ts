import type { Database } from '#src/db/connect.ts'

/** How many seats accounts have, as far as a source tells: the attribute `seats`. */
export async function readSeats(db: Database, accounts: string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ account: string; seats: number }[]>`
    SELECT account_id AS account, (attributes->>'seats')::float8 AS seats FROM accounts
    WHERE account_id = ANY(${accounts}::text[]) AND jsonb_typeof(attributes->'seats') = 'number'`
  return new Map(rows.map(({ account, seats }) => [account, seats]))
}
