import type { Database } from '#src/db/connect.ts'

/** How often each signal came since then, and of how many accounts; and the names that no signal knows, most first. */
export type SignalCounts = {
  bySignal: Map<string, { events: number; accounts: number }>
  unknown: { name: string; events: number }[]
}

const MOST_UNKNOWN = 5

/** Each signal by itself, out of its index alone. */
export async function countSignals(
  db: Database,
  signals: string[],
  since: Temporal.Instant,
): Promise<SignalCounts> {
  const from = new Date(since.epochMilliseconds)
  const rows = await db.$queryRaw<{ signal: string; events: number; accounts: number }[]>`
    SELECT s.signal, c.events, c.accounts FROM unnest(${signals}::text[]) AS s (signal), LATERAL (
      SELECT coalesce(sum(n), 0)::int AS events, count(account_id)::int AS accounts FROM (
        SELECT account_id, count(*) AS n FROM events e WHERE e.signal = s.signal AND e.at > ${from} GROUP BY account_id
      ) AS each
    ) AS c WHERE c.events > 0`
  const unknown = await db.$queryRaw<SignalCounts['unknown']>`
    SELECT name, count(*)::int AS events FROM events WHERE signal IS NULL AND name IS NOT NULL AND at > ${from}
    GROUP BY name ORDER BY count(*) DESC, name LIMIT ${MOST_UNKNOWN}`
  return { bySignal: new Map(rows.map(({ signal, ...counts }) => [signal, counts])), unknown }
}
