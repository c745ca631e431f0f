import type { Database, Transaction } from '#src/db/connect.ts'
import type { KnownEvent } from './decide.ts'

/** How far triggers were looked at. Ids of transactions, which are larger than numbers, as text. */
export type Mark = {
  seenIn: string
  seenId: string
  /** The day whose morning look is done, and up to which account that of the next one is. */
  lookedOn: string | null
  lookedTo: string
  recheckedAt: Date | null
}

/** Somebody else is at it by now: what was found out is dropped, and nothing of it was written. */
export class SweepLost extends Error {}

type Sweeper = { id: string; leaseMs: number }

/**
 * Takes the sweep, where nobody else has it. The first time it begins with what is stored from then on. A mark of
 * another server, whose transactions are counted higher, is brought back to this one's.
 */
export async function takeSweep(db: Database, { id, leaseMs }: Sweeper): Promise<Mark | undefined> {
  await db.$executeRaw`INSERT INTO trigger_sweep (id) VALUES (1) ON CONFLICT DO NOTHING`
  const [mark] = await db.$queryRaw<Mark[]>`
    UPDATE trigger_sweep SET leased_by = ${id}::uuid,
      leased_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond',
      seen_in = least(seen_in, pg_snapshot_xmax(pg_current_snapshot()))
    WHERE id = 1 AND (leased_until IS NULL OR leased_until < clock_timestamp() OR leased_by = ${id}::uuid)
    RETURNING seen_in::text AS "seenIn", seen_id AS "seenId", looked_on::text AS "lookedOn",
      looked_to AS "lookedTo", rechecked_at AS "recheckedAt"`
  return mark
}

/**
 * Writes what was found up to a mark together with the mark, or nothing of both: throws a SweepLost where somebody
 * else has moved it meanwhile.
 */
export async function moveOn(
  db: Database,
  { id, leaseMs }: Sweeper,
  from: Mark,
  to: Mark,
  write: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const moved = await tx.$executeRaw`
      UPDATE trigger_sweep SET seen_in = ${to.seenIn}::xid8, seen_id = ${to.seenId},
        looked_on = ${to.lookedOn}::date, looked_to = ${to.lookedTo}, rechecked_at = ${to.recheckedAt},
        leased_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
      WHERE id = 1 AND leased_by = ${id}::uuid AND seen_in = ${from.seenIn}::xid8 AND seen_id = ${from.seenId}
        AND looked_on IS NOT DISTINCT FROM ${from.lookedOn}::date AND looked_to = ${from.lookedTo}`
    if (moved === 0) throw new SweepLost()
    await write(tx)
  })
}

export async function releaseSweep(db: Database, { id }: Sweeper): Promise<void> {
  await db.$executeRaw`
    UPDATE trigger_sweep SET leased_by = NULL, leased_until = NULL WHERE id = 1 AND leased_by = ${id}::uuid`
}

/** The oldest transaction that is not over: what is stored in an earlier one is there to be read. */
export async function readHorizon(db: Database): Promise<string> {
  const [row] = await db.$queryRaw<{ horizon: string }[]>`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon`
  return row?.horizon ?? '0'
}

type EventRow = {
  id: string
  storedIn: string
  name: string | null
  signal: string
  family: string | null
  accountId: string
  at: Date
  properties: object
}

/** Events of these signals after a mark, in the order in which they were stored. */
export async function readStoredEvents(
  db: Database,
  { seenIn, seenId }: Pick<Mark, 'seenIn' | 'seenId'>,
  horizon: string,
  signals: string[],
  most: number,
): Promise<(KnownEvent & { storedIn: string })[]> {
  const rows = await db.$queryRaw<EventRow[]>`
    SELECT message_id AS id, stored_in::text AS "storedIn", name, signal, family, account_id AS "accountId", at,
      properties
    FROM events
    WHERE (stored_in, message_id) > (${seenIn}::xid8, ${seenId}) AND stored_in < ${horizon}::xid8
      AND signal = ANY(${signals}) AND account_id IS NOT NULL
    ORDER BY stored_in, message_id LIMIT ${most}`
  return rows.map((row) => ({ ...eventOf(row), storedIn: row.storedIn }))
}

/** Events by their ids; those that were erased are not among them. */
export async function readEventsOf(db: Database, ids: string[]): Promise<Map<string, KnownEvent>> {
  if (ids.length === 0) return new Map()
  const rows = await db.$queryRaw<EventRow[]>`
    SELECT message_id AS id, '' AS "storedIn", name, coalesce(signal, '') AS signal, family,
      coalesce(account_id, '') AS "accountId", at, properties
    FROM events WHERE message_id = ANY(${ids})`
  return new Map(rows.map((row) => [row.id, eventOf(row)]))
}

const eventOf = ({ id, name, signal, family, accountId, at, properties }: EventRow): KnownEvent => ({
  id,
  signal,
  accountId,
  properties,
  name: name ?? undefined,
  family: family ?? undefined,
  at: Temporal.Instant.fromEpochMilliseconds(at.getTime()),
})

/** The next accounts that have not left, by their ids. */
export async function accountsAfter(db: Database, after: string, most: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT account_id AS id FROM accounts WHERE gone_at IS NULL AND account_id > ${after}
    ORDER BY account_id LIMIT ${most}`
  return rows.map(({ id }) => id)
}

/** What happened at accounts lately: the newest events of these signals, the newest first, up to a moment. */
export async function readHappened(
  db: Database,
  accountId: string,
  signals: string[],
  { from, to, most }: { from: Temporal.Instant; to: Temporal.Instant; most: number },
): Promise<{ happened: { signal: string; at: Temporal.Instant }[]; more: number }> {
  const [since, until] = [new Date(from.epochMilliseconds), new Date(to.epochMilliseconds)]
  const rows = await db.$queryRaw<{ signal: string; at: Date; all: number }[]>`
    SELECT signal, at, count(*) OVER ()::int AS all FROM events
    WHERE account_id = ${accountId} AND signal = ANY(${signals}) AND at > ${since} AND at <= ${until}
    ORDER BY at DESC, message_id LIMIT ${most}`
  const happened = rows.map(({ signal, at }) => ({
    signal,
    at: Temporal.Instant.fromEpochMilliseconds(at.getTime()),
  }))
  return { happened, more: (rows[0]?.all ?? 0) - rows.length }
}
