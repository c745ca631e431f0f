import type { Database } from '#src/db/connect.ts'

/** Customers on contracts of a year, how many of them are left after each renewal, and what each pays and costs a month. */
export type Contracts = { accounts: number; renewed: number[]; mrr?: number; support?: number }

/** The slugs of the demo company's personas. */
const SLUGS: Record<string, string> = {
  carla: 'carla-operations-lead',
  gus: 'gus-november-buyer',
  ravi: 'ravi-systems-lead',
  ola: 'ola-network-director',
  finn: 'finn-finance-lead',
}

const MONTHS = 24

/** Writes accounts that all began so many months before a month (its first day), with each of their months until then. */
export async function writeYears(
  db: Database,
  personas: Record<string, Contracts>,
  last = '2026-10-01',
): Promise<void> {
  for (const [name, { accounts, renewed, mrr = 100, support = 0 }] of Object.entries(personas)) {
    const slug = SLUGS[name] ?? name
    const [first = accounts, second = first] = renewed
    await db.$executeRaw`
      INSERT INTO accounts (account_id, name, persona, attributes)
      SELECT ${name} || '-' || i, ${name} || ' ' || i, ${slug}, '{"term_months": 12}'
      FROM generate_series(1, ${accounts}::int) i`
    await db.$executeRaw`
      INSERT INTO account_months (account_id, month, persona, mrr_start, mrr_new, mrr_churned, mrr_end, support_cost, tickets)
      SELECT ${name} || '-' || i, ${last}::date - make_interval(months => ${MONTHS - 1}::int - at), ${slug},
        CASE WHEN at = 0 THEN 0 ELSE ${mrr}::numeric END, CASE WHEN at = 0 THEN ${mrr}::numeric ELSE 0 END,
        CASE WHEN leaves THEN ${mrr}::numeric ELSE 0 END, CASE WHEN leaves THEN 0 ELSE ${mrr}::numeric END,
        ${support}::numeric, 1
      FROM generate_series(1, ${accounts}::int) i, generate_series(0, ${MONTHS - 1}::int) at,
        LATERAL (SELECT CASE WHEN i > ${first}::int THEN 11 WHEN i > ${second}::int THEN 23 ELSE 99 END AS gone) AS its,
        LATERAL (SELECT at = gone AS leaves) AS it
      WHERE at <= gone`
  }
}
