import type { Database } from '#src/db/connect.ts'

/** How often each signal came since then, and of how many accounts; and the names that no signal knows, most first. */
export type SignalCounts = {
  bySignal: Map<string, { events: number; accounts: number }>
  unknown: { name: string; events: number }[]
}

const MOST_UNKNOWN = 5

export async function countSignals(db: Database, since: Temporal.Instant): Promise<SignalCounts> {
  const from = new Date(since.epochMilliseconds)
  const rows = await db.$queryRaw<{ signal: string; events: number; accounts: number }[]>`
    SELECT signal, count(*)::int AS events, count(DISTINCT account_id)::int AS accounts
    FROM events WHERE signal IS NOT NULL AND at > ${from} GROUP BY signal`
  const unknown = await db.$queryRaw<SignalCounts['unknown']>`
    SELECT name, count(*)::int AS events FROM events WHERE signal IS NULL AND name IS NOT NULL AND at > ${from}
    GROUP BY name ORDER BY count(*) DESC, name LIMIT ${MOST_UNKNOWN}`
  return { bySignal: new Map(rows.map(({ signal, ...counts }) => [signal, counts])), unknown }
}
