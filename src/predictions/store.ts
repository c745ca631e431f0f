import type { Database } from '#src/db/connect.ts'
import type { Family } from '#src/signals/signal.ts'
import type { SeenMonth } from './quarters.ts'

/** Months before one (its first day) with account-months, the oldest first. */
export async function readSeenMonths(db: Database, before: Temporal.PlainDate): Promise<SeenMonth[]> {
  return await db.$queryRaw<SeenMonth[]>`
    SELECT month::text, count(*)::int AS rows, count(*) FILTER (WHERE NOT reconstructed)::int AS observed,
      count(*) FILTER (WHERE mrr_end > 0)::int AS paying
    FROM account_months WHERE month < ${before.toString()}::date GROUP BY month ORDER BY month`
}

/** How many pay at the end of a month, and how many of them are tagged today. */
export async function readTagged(
  db: Database,
  month: Temporal.PlainDate,
): Promise<{ of: number; tagged: number }> {
  const [row] = await db.$queryRaw<{ of: number; tagged: number }[]>`
    SELECT count(*)::int AS of, count(accounts.persona)::int AS tagged
    FROM account_months JOIN accounts USING (account_id) WHERE month = ${month.toString()}::date AND mrr_end > 0`
  return row ?? { of: 0, tagged: 0 }
}

/** From when on tickets, and events of each family, are known at all; before that none is not "none". */
export type KnownSince = Partial<Record<Family | 'tickets', Date>>

/** `signals`: the slugs of each family's signals. */
export async function readKnownSince(
  db: Database,
  signals: { slug: string; family: Family }[],
): Promise<KnownSince> {
  const [tickets] = await db.$queryRaw<{ since: Date | null }[]>`SELECT min(opened_at) AS since FROM tickets`
  const events = await db.$queryRaw<{ family: Family; since: Date | null }[]>`
    SELECT family, min(since) AS since FROM unnest(${signals.map(({ slug }) => slug)}::text[],
      ${signals.map(({ family }) => family)}::text[]) AS wanted(slug, family)
      LEFT JOIN LATERAL (SELECT at AS since FROM events WHERE signal = slug ORDER BY at LIMIT 1) AS first ON true
    GROUP BY family`
  const known = [{ family: 'tickets' as const, since: tickets?.since ?? null }, ...events]
  return Object.fromEntries(known.flatMap(({ family, since }) => (since ? [[family, since]] : [])))
}

/** What accounts are called. */
export async function readNames(db: Database, accounts: string[]): Promise<Map<string, string>> {
  const rows = await db.account.findMany({
    where: { accountId: { in: accounts } },
    select: { accountId: true, name: true },
  })
  return new Map(rows.map(({ accountId, name }) => [accountId, name]))
}

/** The triggers whose alerts stand at an account and wait for somebody, the newest first. */
export async function readStandingTriggers(db: Database, account: string): Promise<string[]> {
  const rows = await db.alert.findMany({
    where: { accountId: account, recoveredAt: null, state: { in: ['breached', 'acknowledged', 'snoozed'] } },
    orderBy: { firedAt: 'desc' },
    select: { trigger: true },
  })
  return [...new Set(rows.map(({ trigger }) => trigger))]
}
