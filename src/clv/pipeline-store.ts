import type { Database } from '#src/db/connect.ts'

/**
 * Where customers of a persona come from: leads and deals, by the persona that each is tagged with now; a deal of whom is no
 * customer (yet) by that of the people there.
 */
export type Pipeline = {
  persona: string
  /** Leads that were not turned away, and those that were. */
  leads: number
  turnedAway: number
  /** Of a year until a day. */
  won: number
  lost: number
  /** Open by now. */
  open: number
}

export const readPipeline = (db: Database, until: Temporal.PlainDate): Promise<Pipeline[]> =>
  db.$queryRaw<Pipeline[]>`
    WITH lead AS (
      SELECT persona, count(*) FILTER (WHERE disqualified_on IS NULL)::int AS leads,
        count(*) FILTER (WHERE disqualified_on IS NOT NULL)::int AS "turnedAway"
      FROM contacts WHERE is_lead AND persona IS NOT NULL GROUP BY persona
    ), deal AS (
      SELECT coalesce(accounts.persona, people.persona) AS persona,
        count(*) FILTER (WHERE outcome = 'won' AND closed_on IS NOT NULL)::int AS won,
        count(*) FILTER (WHERE outcome = 'lost' AND closed_on IS NOT NULL)::int AS lost,
        count(*) FILTER (WHERE closed_on IS NULL AND coalesce(outcome, 'open') = 'open')::int AS open
      FROM deals LEFT JOIN accounts USING (account_id) LEFT JOIN (
        SELECT account_id, min(persona) AS persona FROM contacts WHERE persona IS NOT NULL GROUP BY account_id
      ) AS people USING (account_id)
      WHERE coalesce(accounts.persona, people.persona) IS NOT NULL AND (closed_on IS NULL
        OR (closed_on >= ${until.subtract({ years: 1 }).toString()}::date AND closed_on < ${until.toString()}::date))
      GROUP BY 1
    )
    SELECT persona, coalesce(leads, 0)::int AS leads, coalesce("turnedAway", 0)::int AS "turnedAway", coalesce(won, 0)::int AS won, coalesce(lost, 0)::int AS lost,
      coalesce(open, 0)::int AS open
    FROM lead FULL JOIN deal USING (persona) ORDER BY persona`
