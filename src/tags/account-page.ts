import { ruleFactsOf } from '#src/accounts/rule-facts.ts'
import { type Standing, someStandings, standingsAfter } from '#src/accounts/standing.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import type { RuleFacts } from '#src/rules/facts.ts'

/** An account with what tag rules ask of it. */
export type AccountFacts = { id: string; name: string; persona: string | null; facts: RuleFacts['account'] }

/** Tickets of so many days tell what an account asks about; fewer than that tell nothing. */
const TICKET_DAYS = 180
const LEAST_TICKETS = 2

/** All accounts with what rules ask of them, some thousands at a time, so that memory stays flat. */
export async function* accountPages(
  db: Database,
  now: Temporal.Instant,
  zone: string,
  size = 5000,
): AsyncGenerator<AccountFacts[]> {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  for (let after = ''; ; ) {
    const page = await standingsAfter(db, after, size, today)
    if (page.length > 0) yield await withCategories(db, page, today)
    after = page.at(-1)?.id ?? ''
    if (page.length < size) return
  }
}

/** So many accounts, in no order that means anything. */
export async function accountSample(
  db: Database | Transaction,
  now: Temporal.Instant,
  most: number,
): Promise<AccountFacts[]> {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  return await withCategories(db, await someStandings(db, most, today), today)
}

async function withCategories(
  db: Database | Transaction,
  standings: Standing[],
  today: Temporal.PlainDate,
): Promise<AccountFacts[]> {
  const ids = standings.map(({ id }) => id)
  const categories = await readCategories(db, ids, today.subtract({ days: TICKET_DAYS }))
  return standings.map((standing) => {
    const { id, name, persona } = standing
    const category = categories.get(id)
    const facts = { ...ruleFactsOf(standing), ...(category !== undefined && { ticketCategory: category }) }
    return { id, name, persona: persona ?? null, facts }
  })
}

/** What most of an account's tickets since a day are about, by account. */
async function readCategories(
  db: Database | Transaction,
  ids: string[],
  since: Temporal.PlainDate,
): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ id: string; category: string }[]>`
    SELECT DISTINCT ON (account_id) account_id AS id, category FROM (
      SELECT account_id, category, count(*) AS times FROM tickets
      WHERE account_id = ANY(${ids}) AND opened_at >= ${since.toString()}::date AND category IS NOT NULL
      GROUP BY account_id, category HAVING count(*) >= ${LEAST_TICKETS}
    ) asked ORDER BY account_id, times DESC, category`
  return new Map(rows.map(({ id, category }) => [id, category]))
}
