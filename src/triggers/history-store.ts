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
        SELECT account_id AS id FROM accounts ORDER BY md5(account_id) LIMIT ${most}`
    : await db.$queryRaw<{ id: string }[]>`
        SELECT account_id AS id FROM accounts WHERE account_id > ${after} ORDER BY account_id LIMIT ${most}`
  return rows.map(({ id }) => id)
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

/** When the newest event happened that is not ahead of the database's clock; that clock's now where there is none. */
export async function latestEvent(db: Database | Transaction): Promise<Temporal.Instant> {
  const [row] = await db.$queryRaw<{ at: Date }[]>`
    SELECT coalesce(max(at), now()) AS at FROM events WHERE at <= now()`
  return Temporal.Instant.fromEpochMilliseconds(row?.at.getTime() ?? 0)
}
