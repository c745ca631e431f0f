import type { Database } from '#src/db/connect.ts'
import { EVERY_SIGNAL, latestEvent } from './history-store.ts'

/** Events that came on most days and then on none for so long have stopped coming; customers have not stopped together. */
const SILENT_DAYS = 4
const USUAL_DAYS = 28
const MOST_DAYS = 20

/**
 * Since when no event of anybody has come, where they used to come daily; undefined where they still do, and where they
 * never came so often that one could tell.
 */
export async function silentSince(
  db: Database,
  now: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const newest = await latestEvent(db)
  if (now.since(newest).total('hours') < SILENT_DAYS * 24) return undefined
  return (await daysWithEvents(db, newest)) >= MOST_DAYS ? newest : undefined
}

/** On how many of the days until then something happened, day by day at the index of each signal. */
async function daysWithEvents(db: Database, until: Temporal.Instant): Promise<number> {
  const [row] = await db.$queryRaw<{ days: number }[]>`
    WITH RECURSIVE signals AS (${EVERY_SIGNAL})
    SELECT count(*)::int AS days
    FROM generate_series(0, ${USUAL_DAYS - 1}::int) AS ago
    CROSS JOIN LATERAL (SELECT ${until.toString()}::timestamptz - make_interval(days => ago) AS ended) AS day
    WHERE EXISTS (
      SELECT 1 FROM signals s WHERE EXISTS (
        SELECT 1 FROM events e WHERE e.signal = s.signal AND e.at <= ended AND e.at > ended - interval '1 day'))`
  return row?.days ?? 0
}
