import { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import type { KnownEvent } from './decide.ts'

/** The next accounts by their ids; in no order that means anything, where it is for a sample. */
export async function accountIds(
  db: Database | Transaction,
  after: string,
  most: number,
  anyOrder: boolean,
): Promise<string[]> {
  const rows = anyOrder
    ? await db.$queryRaw<{ id: string }[]>`
        SELECT account_id AS id FROM accounts WHERE gone_at IS NULL ORDER BY md5(account_id) LIMIT ${most}`
    : await db.$queryRaw<{ id: string }[]>`
        SELECT account_id AS id FROM accounts WHERE gone_at IS NULL AND account_id > ${after} ORDER BY account_id LIMIT ${most}`
  return rows.map(({ id }) => id)
}

/** The accounts of which any of these signals came between two moments, whether or not they are known. */
export async function accountsHeard(
  db: Database | Transaction,
  signals: string[],
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<string[]> {
  const [after, until] = [new Date(from.epochMilliseconds), new Date(to.epochMilliseconds)]
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT account_id AS id FROM events
    WHERE signal = ANY(${signals}::text[]) AND at > ${after} AND at <= ${until} AND account_id IS NOT NULL`
  return rows.map(({ id }) => id)
}

/** How many accounts there are of these personas; of all, where none is named. */
export async function countAccounts(db: Database | Transaction, personas: string[]): Promise<number> {
  const where = personas.length === 0 ? {} : { persona: { in: personas } }
  return await db.account.count({ where })
}

/** What these accounts did between two moments that is one of these signals, the oldest first. */
export async function readHistory(
  db: Database | Transaction,
  accounts: string[],
  signals: string[],
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<Map<string, KnownEvent[]>> {
  if (accounts.length === 0 || signals.length === 0) return new Map()
  const rows = await db.event.findMany({
    where: {
      accountId: { in: accounts },
      signal: { in: signals },
      at: { gt: new Date(from.epochMilliseconds), lte: new Date(to.epochMilliseconds) },
    },
    orderBy: [{ at: 'asc' }, { messageId: 'asc' }],
  })
  const events = rows.map(
    (row): KnownEvent => ({
      id: row.messageId,
      name: row.name ?? undefined,
      signal: row.signal ?? '',
      family: row.family ?? undefined,
      accountId: row.accountId ?? '',
      at: Temporal.Instant.fromEpochMilliseconds(row.at.getTime()),
      properties: Object(row.properties),
    }),
  )
  return Map.groupBy(events, ({ accountId }) => accountId)
}

/** Every signal of which there is an event, each found at the index and not by reading them all. */
export const EVERY_SIGNAL = Prisma.sql`(SELECT signal FROM events WHERE signal IS NOT NULL ORDER BY signal LIMIT 1)
  UNION ALL
  SELECT (SELECT e.signal FROM events e WHERE e.signal > s.signal ORDER BY e.signal LIMIT 1)
  FROM signals s WHERE s.signal IS NOT NULL`

/**
 * When the newest event of any signal happened that is not ahead of the database's clock; that clock's now where there is
 * none. Signal by signal, each at the end of its index.
 */
export async function latestEvent(db: Database | Transaction): Promise<Temporal.Instant> {
  const [row] = await db.$queryRaw<{ at: Date }[]>`
    WITH RECURSIVE signals AS (${EVERY_SIGNAL})
    SELECT coalesce(max(newest.at), now()) AS at FROM signals s, LATERAL (
      SELECT at FROM events e WHERE e.signal = s.signal AND e.at <= now() ORDER BY e.at DESC LIMIT 1
    ) AS newest`
  return Temporal.Instant.fromEpochMilliseconds(row?.at.getTime() ?? 0)
}
