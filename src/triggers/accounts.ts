import { ruleFactsOf } from '#src/accounts/rule-facts.ts'
import { standingsOf } from '#src/accounts/standing.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import type { RuleFacts } from '#src/rules/facts.ts'

/** An account as triggers see it. */
export type KnownAccount = {
  id: string
  name: string
  persona: string | undefined
  owner: string | undefined
  stage: string
  facts: RuleFacts['account']
}

/** So many months before are what is usual for an account. */
const USUAL_MONTHS = 6

/** Accounts by their ids; those that have not arrived are not among them. */
export async function readAccounts(
  db: Database | Transaction,
  ids: string[],
  now: Temporal.Instant,
  zone: string,
): Promise<Map<string, KnownAccount>> {
  if (ids.length === 0) return new Map()
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const tickets = await readTickets(db, ids, today.with({ day: 1 }))
  const standings = await standingsOf(db, ids, today)
  return new Map(
    standings.map((standing) => {
      const { id, name, persona, owner, stage } = standing
      const facts = { ...ruleFactsOf(standing), ...ticketFacts(tickets.get(id)) }
      return [id, { id, name, persona, owner, stage, facts }]
    }),
  )
}

type Tickets = { id: string; last: number | null; before: number | null; months: number }

/** How many tickets accounts had in the month before this one, and usually had in those before that. */
async function readTickets(
  db: Database | Transaction,
  ids: string[],
  month: Temporal.PlainDate,
): Promise<Map<string, Tickets>> {
  const closed = month.subtract({ months: 1 }).toString()
  const usual = month.subtract({ months: USUAL_MONTHS + 1 }).toString()
  const rows = await db.$queryRaw<Tickets[]>`
    SELECT account_id AS id,
      (max(tickets) FILTER (WHERE month = ${closed}::date AND NOT reconstructed))::int AS last,
      (avg(tickets) FILTER (WHERE month < ${closed}::date))::float8 AS before,
      (count(tickets) FILTER (WHERE month < ${closed}::date))::int AS months
    FROM account_months
    WHERE account_id = ANY(${ids}) AND month >= ${usual}::date AND month <= ${closed}::date
    GROUP BY account_id`
  return new Map(rows.map((row) => [row.id, row]))
}

const ticketFacts = (tickets: Tickets | undefined) => ({
  ticketsMonths: tickets?.months ?? 0,
  ...(typeof tickets?.last === 'number' && { tickets: tickets.last }),
  ...(typeof tickets?.before === 'number' && { ticketsUsual: tickets.before }),
})
