import { z } from 'zod'
import type { Database } from '#src/db/connect.ts'

/** So many times its own average is a surge; fewer tickets than `least` are none, whatever the average. */
const RULE = { times: 3, least: 5, months: 6, leastMonths: 3 }

export const SURGE = 'ticket-surge'

/** An account whose tickets of a month are a surge against its own months before. */
export const surge = z.object({
  accountId: z.string(),
  name: z.string(),
  persona: z.string().nullable(),
  /** As its source gave it: a handle or an e-mail address. */
  owner: z.string().nullable(),
  month: z.string(),
  tickets: z.number(),
  /** Tickets a month on average, over so many months before. */
  average: z.number(),
  months: z.number(),
})
export type Surge = z.output<typeof surge>

/** Accounts that opened three times as many tickets in a month as on average before, the most unusual first. */
export async function ticketSurges(db: Database, month: Temporal.PlainDate): Promise<Surge[]> {
  const from = month.subtract({ months: RULE.months }).toString()
  return await db.$queryRaw<Surge[]>`
    SELECT account.account_id AS "accountId", account.name, account.persona, account.owner,
      ${month.toString()} AS month, now.tickets, avg(before.tickets)::float8 AS average, count(*)::int AS months
    FROM account_months now
    JOIN accounts account ON account.account_id = now.account_id
    JOIN account_months before ON before.account_id = now.account_id
      AND before.month >= ${from}::date AND before.month < now.month AND before.tickets IS NOT NULL
    WHERE now.month = ${month.toString()}::date AND now.tickets >= ${RULE.least} AND NOT now.reconstructed
    GROUP BY account.account_id, now.tickets
    HAVING count(*) >= ${RULE.leastMonths} AND now.tickets >= ${RULE.times} * avg(before.tickets)
    ORDER BY now.tickets / GREATEST(avg(before.tickets), 0.5) DESC, account.account_id`
}
