import type { Database } from '#src/db/connect.ts'

/** How many accounts of a persona paid when a month began, how many of them still did at its end, and what they cost. */
export type PersonaCount = {
  n: number
  kept: number
  expanded?: number
  supportEach?: number
  reconstructed?: boolean
}

/**
 * Writes account-months of 100 each: the first `kept` accounts of a persona stay, the others churn, and the first
 * `expanded` grow by 20. Persona null is written under the name "untagged".
 */
export async function writeMonth(
  db: Database,
  month: string,
  personas: Record<string, PersonaCount>,
): Promise<void> {
  for (const [name, { n, kept, expanded = 0, supportEach, reconstructed = false }] of Object.entries(
    personas,
  )) {
    const persona = name === 'untagged' ? null : name
    await db.$executeRaw`
      INSERT INTO accounts (account_id, name, persona)
      SELECT ${name} || '-' || i, ${name} || ' ' || i, ${persona} FROM generate_series(1, ${n}::int) i
      ON CONFLICT DO NOTHING`
    await db.$executeRaw`
      INSERT INTO account_months
        (account_id, month, persona, mrr_start, mrr_expansion, mrr_churned, mrr_end, support_cost, tickets, reconstructed)
      SELECT ${name} || '-' || i, ${month}::date, ${persona}, 100,
        CASE WHEN i <= ${expanded}::int THEN 20 ELSE 0 END,
        CASE WHEN i > ${kept}::int THEN 100 ELSE 0 END,
        CASE WHEN i > ${kept}::int THEN 0 WHEN i <= ${expanded}::int THEN 120 ELSE 100 END,
        ${supportEach ?? null}::numeric, 1, ${reconstructed}
      FROM generate_series(1, ${n}::int) i`
  }
}
