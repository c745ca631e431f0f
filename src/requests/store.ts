import type { Database } from '#src/db/connect.ts'
import { together } from '#src/db/together.ts'

/** A request as Slack sent it, under Slack's own id for it. */
export type StoredRequest = { id: string; payload: unknown; receivedAt: Date; attempts: number }

/** How long one process may work on a request before another takes it over. */
const LEASE_MS = 30_000
const MOST_ATTEMPTS = 5

type NewRequest = { id: string; kind: string; payload: object; now: Temporal.Instant }

/** Writes a request down. False if it is here already: the same thing delivered twice. */
export const storeRequest = (
  db: Database,
  request: { id: string; kind: string; payload: object },
  now: Temporal.Instant,
): Promise<boolean> => storeTogether(db, { ...request, now })

const storeTogether = together(async (db, requests: NewRequest[]) => {
  const stored = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO requests (id, kind, payload, received_at, leased_until)
    SELECT id, kind, payload::jsonb, received_at, leased_until FROM unnest(
      ${requests.map(({ id }) => id)}::text[],
      ${requests.map(({ kind }) => kind)}::text[],
      ${requests.map(({ payload }) => JSON.stringify(payload))}::text[],
      ${requests.map(({ now }) => dateOf(now))}::timestamptz[],
      ${requests.map(({ now }) => dateOf(now, LEASE_MS))}::timestamptz[]
    ) AS new (id, kind, payload, received_at, leased_until)
    ON CONFLICT (id) DO NOTHING
    RETURNING id`
  const fresh = new Set(stored.map(({ id }) => id))
  // Of two with one id that came together, the first is the one that was stored.
  return requests.map(({ id }) => fresh.delete(id))
})

/** Whether a request was written down before, be it done or not. */
export async function isStored(db: Database, id: string): Promise<boolean> {
  return (await db.request.count({ where: { id } })) > 0
}

/** Marks a request as done. What was typed goes; the id stays for a day, so that a repetition is still known. */
export const finishRequest = (
  db: Database,
  id: string,
  outcome: string,
  now: Temporal.Instant,
): Promise<void> => finishTogether(db, { id, outcome, now })

const finishTogether = together(
  async (db, done: { id: string; outcome: string; now: Temporal.Instant }[]) => {
    await db.$executeRaw`
    UPDATE requests SET finished_at = done.finished_at, outcome = done.outcome, payload = '{}'
    FROM unnest(
      ${done.map(({ id }) => id)}::text[],
      ${done.map(({ outcome }) => outcome)}::text[],
      ${done.map(({ now }) => dateOf(now))}::timestamptz[]
    ) AS done (id, outcome, finished_at)
    WHERE requests.id = done.id`
    return done.map(() => undefined)
  },
)

/** Gives a request back, to be taken up again after a while. */
export async function postponeRequest(
  db: Database,
  id: string,
  now: Temporal.Instant,
  milliseconds: number,
): Promise<void> {
  await db.request.updateMany({ where: { id }, data: { leasedUntil: dateOf(now, milliseconds) } })
}

/** Keeps requests with whoever works on them, or has them wait for their turn. */
export async function renewLeases(db: Database, ids: string[], now: Temporal.Instant): Promise<void> {
  await db.request.updateMany({
    where: { id: { in: ids }, finishedAt: null },
    data: { leasedUntil: dateOf(now, LEASE_MS) },
  })
}

/** Takes up to ten requests that nobody works on any more, each by one process only. */
export async function claimAbandoned(db: Database, now: Temporal.Instant): Promise<StoredRequest[]> {
  return await db.$queryRaw<StoredRequest[]>`
    UPDATE requests SET leased_until = ${dateOf(now, LEASE_MS)}, attempts = attempts + 1
    WHERE id IN (
      SELECT id FROM requests
      WHERE finished_at IS NULL AND leased_until < ${dateOf(now)} AND attempts < ${MOST_ATTEMPTS}
      ORDER BY received_at LIMIT 10 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, payload, received_at AS "receivedAt", attempts`
}

/** Ends all leases: only for the one process that owns the embedded database, at its start. */
export async function releaseLeases(db: Database, now: Temporal.Instant): Promise<void> {
  await db.request.updateMany({ where: { finishedAt: null }, data: { leasedUntil: dateOf(now, -1) } })
}

/** Forgets requests that were finished, or given up, more than a day ago. */
export async function forgetOldRequests(db: Database, now: Temporal.Instant): Promise<void> {
  await db.request.deleteMany({ where: { receivedAt: { lt: dateOf(now, -24 * 3_600_000) } } })
}

const dateOf = (instant: Temporal.Instant, offset = 0): Date => new Date(instant.epochMilliseconds + offset)
