import { Prisma } from '#prisma/generated/client.ts'
import { ruleFactsOf } from '#src/accounts/rule-facts.ts'
import { standingsOf } from '#src/accounts/standing.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import type { RuleFacts } from '#src/rules/facts.ts'

/** A contact or a lead with what tag rules ask of them and of their account, where that is known. */
export type ContactFacts = {
  id: string
  name: string
  persona: string | null
  facts: Pick<RuleFacts, 'account' | 'contact'>
}

type Row = {
  id: string
  name: string | null
  persona: string | null
  accountId: string | null
  role: string | null
  seniority: string | null
  title: string | null
  isLead: boolean
  attributes: Record<string, unknown>
}

/** All contacts that their source still has, some thousands at a time, so that memory stays flat. */
export async function* contactPages(
  db: Database,
  today: Temporal.PlainDate,
  size = 5000,
): AsyncGenerator<ContactFacts[]> {
  for (let after = ''; ; ) {
    const next = Prisma.sql`AND contact_id > ${after} ORDER BY contact_id LIMIT ${size}`
    const page = await readContacts(db, next, today)
    if (page.length > 0) yield page
    after = page.at(-1)?.id ?? ''
    if (page.length < size) return
  }
}

/** So many contacts, in no order that means anything. */
export const contactSample = (
  db: Database | Transaction,
  today: Temporal.PlainDate,
  most: number,
): Promise<ContactFacts[]> => readContacts(db, Prisma.sql`ORDER BY md5(contact_id) LIMIT ${most}`, today)

async function readContacts(
  db: Database | Transaction,
  which: Prisma.Sql,
  today: Temporal.PlainDate,
): Promise<ContactFacts[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT contact_id AS id, name, persona, account_id AS "accountId", role, seniority, title,
      is_lead AS "isLead", attributes
    FROM contacts WHERE gone_at IS NULL ${which}`
  const ids = [...new Set(rows.flatMap(({ accountId }) => accountId ?? []))]
  const accounts = new Map((await standingsOf(db, ids, today)).map((each) => [each.id, ruleFactsOf(each)]))
  return rows.map((row) => ({
    id: row.id,
    name: row.name ?? row.title ?? row.id,
    persona: row.persona,
    facts: { account: accounts.get(row.accountId ?? '') ?? {}, contact: factsOf(row) },
  }))
}

/** What isn't known is left out, so that a rule says so instead of taking it for something. */
function factsOf({
  id,
  name,
  role,
  seniority,
  title,
  isLead,
  persona,
  attributes,
}: Row): Record<string, string | boolean | object> {
  const said = Object.entries({ name, role, seniority, title, persona })
  const known = said.flatMap(([field, value]) => (value === null ? [] : [[field, value] as const]))
  const further = Object.entries(attributes).filter(([, value]) => value !== null)
  return { id, isLead, ...Object.fromEntries(known), attributes: Object.fromEntries(further) }
}
