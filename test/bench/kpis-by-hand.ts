/** A closed period, as in a definition. */
type Period = { from: Temporal.PlainDate; until: Temporal.PlainDate }

/** What somebody who knows the tables would write for a KPI that ships, with its dates in place. The zone is UTC. */
export function handWritten(slug: string, { from, until }: Period): string {
  const statement = STATEMENTS[slug]
  if (statement === undefined) throw new Error(`Nobody has written ${slug} by hand.`)
  return statement(`'${from}'`, `'${until}'`)
}

type Statement = (from: string, until: string) => string

const month =
  (numerator: string, denominator = PAYING, n = PAYING): Statement =>
  (from) =>
    `SELECT persona, ${numerator}, ${denominator}, ${n} FROM account_months WHERE month = ${from} GROUP BY persona`

const PAYING = 'count(*) FILTER (WHERE mrr_start > 0)'

const tickets =
  (numerator: string, where: string, at = 'opened_at'): Statement =>
  (from, until) =>
    `SELECT coalesce(m.persona, a.persona), ${numerator}, count(*), count(*) FROM tickets t JOIN accounts a USING (account_id)
     LEFT JOIN account_months m ON m.account_id = t.account_id AND m.month = ${from}
     WHERE t.${at} >= ${from} AND t.${at} < ${until} ${where} GROUP BY 1`

const deals =
  (numerator: string, where: string): Statement =>
  (from, until) =>
    `SELECT coalesce(a.persona, c.persona), ${numerator}, count(*), count(*) FROM deals d LEFT JOIN accounts a USING (account_id)
     LEFT JOIN (SELECT account_id, min(persona) AS persona FROM contacts GROUP BY 1) c USING (account_id)
     WHERE d.closed_on >= ${from} AND d.closed_on < ${until} AND ${where} GROUP BY 1`

const STATEMENTS: Record<string, Statement> = {
  retention: month('count(*) FILTER (WHERE mrr_start > 0 AND mrr_end > 0)'),
  churn: month('count(*) FILTER (WHERE mrr_start > 0 AND mrr_end <= 0)'),
  'gross-revenue-retention': month('sum(mrr_start - mrr_contraction - mrr_churned)', 'sum(mrr_start)'),
  'net-revenue-retention': month(
    'sum(mrr_start - mrr_contraction - mrr_churned + mrr_expansion)',
    'sum(mrr_start)',
  ),
  expansion: month('sum(mrr_expansion)', 'sum(mrr_start)'),
  'support-cost': month('sum(support_cost)'),
  'weekly-active-use': month('count(*) FILTER (WHERE mrr_start > 0 AND active_days >= 4)'),
  'key-feature-adoption': (from, until) =>
    `SELECT persona, count(used), count(*), count(*) FROM account_months
     LEFT JOIN (SELECT DISTINCT account_id AS used FROM events WHERE signal = 'hand-off-sent' AND at >= ${from} AND at < ${until}) e ON used = account_id
     WHERE month = ${from} AND mrr_start > 0 GROUP BY persona`,
  'time-to-value': (from, until) =>
    `SELECT persona, sum(greatest(first - started_on, 0)), count(*), count(*) FROM accounts
     JOIN (SELECT account_id, min(at)::date AS first FROM events WHERE signal = 'hand-off-sent' GROUP BY 1) e USING (account_id)
     WHERE started_on >= ${from} AND started_on < ${until} GROUP BY persona`,
  'win-rate': deals("count(*) FILTER (WHERE outcome = 'won')", "outcome IN ('won', 'lost')"),
  'sales-cycle': deals('sum(closed_on - opened_on)', "outcome = 'won' AND opened_on IS NOT NULL"),
  conversion: (from, until) =>
    `SELECT persona, count(DISTINCT user_id) FILTER (WHERE is_signup), count(DISTINCT user_id), count(DISTINCT user_id)
     FROM touches JOIN contacts ON contact_id = user_id WHERE at >= ${from} AND at < ${until} GROUP BY persona`,
  cac: (from, until) =>
    `WITH s AS (SELECT utm_campaign AS campaign, persona, count(*) AS people FROM touches JOIN contacts ON contact_id = user_id
       WHERE is_signup AND at >= ${from} AND at < ${until} GROUP BY 1, 2),
     shared AS (SELECT *, people / sum(people) OVER (PARTITION BY campaign) AS share FROM s),
     spent AS (SELECT campaign, sum(amount) AS amount FROM spend WHERE month >= ${from} AND month < ${until} GROUP BY 1),
     cost AS (SELECT persona, sum(amount * share) AS amount FROM shared JOIN spent USING (campaign) GROUP BY 1)
     SELECT m.persona, coalesce(max(cost.amount), 0), count(DISTINCT account_id), count(DISTINCT account_id) FROM account_months m LEFT JOIN cost USING (persona)
     WHERE month >= ${from} AND month < ${until} AND mrr_new > 0 GROUP BY m.persona`,
  'mql-to-sql': (from, until) =>
    `SELECT persona, count(*) FILTER (WHERE disqualified_on IS NULL AND EXISTS (SELECT FROM deals d WHERE d.account_id = c.account_id)), count(*), count(*)
     FROM contacts c WHERE is_lead AND contact_id IN (SELECT user_id FROM touches WHERE is_signup AND at >= ${from} AND at < ${until}) GROUP BY persona`,
  'first-contact-resolution': tickets(
    'count(*) FILTER (WHERE first_contact_resolved)',
    'AND first_contact_resolved IS NOT NULL',
  ),
  'time-to-resolution': tickets('sum(extract(epoch FROM resolved_at - opened_at)) / 3600', '', 'resolved_at'),
  reopening: tickets('count(*) FILTER (WHERE reopened)', 'AND reopened IS NOT NULL', 'resolved_at'),
  csat: tickets('sum(csat)', 'AND csat IS NOT NULL'),
  nps: (from, until) =>
    `SELECT coalesce(m.persona, a.persona), 100 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)), count(*), count(*)
     FROM surveys s JOIN accounts a USING (account_id) LEFT JOIN account_months m ON m.account_id = s.account_id AND m.month = date_trunc('month', s.at)::date
     WHERE kind = 'nps' AND at >= ${from} AND at < ${until} GROUP BY 1`,
  'churn-after-support': (from, until) =>
    `SELECT b.persona, count(*) FILTER (WHERE gone), count(*), count(*) FROM account_months b
     JOIN (SELECT account_id, bool_or(mrr_start > 0 AND mrr_end <= 0) AS gone FROM account_months WHERE month >= ${from} AND month < ${until} GROUP BY 1) c USING (account_id)
     WHERE month = ${from} AND mrr_start > 0 AND account_id IN (SELECT account_id FROM tickets WHERE escalated AND opened_at >= ${from} AND opened_at < ${until}) GROUP BY 1`,
}
