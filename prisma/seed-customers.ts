import type { Database, Transaction } from '#src/db/connect.ts'
import { type SimulatedLead, simulateLeads } from './customers/leads.ts'
import { type SimulatedAccount, simulateCustomers } from './customers/simulate.ts'

const ROWS_A_STATEMENT = 5_000

/**
 * Gives the demo company its customers, up to the last month that is closed in the team's zone, and its leads. The
 * knowledge has to be there, since reps own them. False where there are accounts already.
 */
export async function seedCustomers(db: Database, now: Temporal.Instant, zone: string): Promise<boolean> {
  if ((await db.account.findFirst()) !== null) return false
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const accounts = simulateCustomers(today.with({ day: 1 }).subtract({ months: 1 }))
  const leads = simulateLeads(today)
  const reps = await db.member.findMany({ where: { roles: { has: 'rep' } }, orderBy: { handle: 'asc' } })
  const owners = reps.map(({ handle }) => handle)
  await db.$transaction(
    async (tx) => {
      await writeAccounts(tx, accounts, owners)
      await writeMonths(tx, accounts)
      await writeLeads(tx, leads)
    },
    { timeout: 60_000, maxWait: 30_000 },
  )
  return true
}

async function writeAccounts(tx: Transaction, accounts: SimulatedAccount[], owners: string[]): Promise<void> {
  const column = (of: (account: SimulatedAccount, index: number) => Cell) => arrayLiteral(accounts.map(of))
  await tx.$executeRaw`
    INSERT INTO accounts (account_id, name, persona, started_on, ended_on, owner, attributes)
    SELECT * FROM unnest(
      ${column(({ id }) => id)}::text[],
      ${column(({ name }) => name)}::text[],
      ${column(personaOf)}::text[],
      ${column(({ startedOn }) => startedOn.toString())}::date[],
      ${column(({ endedOn }) => endedOn?.toString())}::date[],
      ${column((_account, index) => owners[index % owners.length])}::text[],
      ${column(({ country, vehicles }) => JSON.stringify({ country, vehicles }))}::jsonb[]
    )`
}

/** By month, as they would have come in, so that a month's rows lie side by side. Cents become units in SQL. */
async function writeMonths(tx: Transaction, accounts: SimulatedAccount[]): Promise<void> {
  const rows = accounts
    .flatMap((account) => account.months.map((month) => ({ ...month, account })))
    .toSorted((a, b) => a.month - b.month)
  const days = new Map(rows.map(({ month, day }) => [month, day] as const))
  const texts = new Map([...days].map(([month, day]) => [month, day.toString()]))
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const some = rows.slice(from, from + ROWS_A_STATEMENT)
    const column = (of: (row: (typeof rows)[number]) => Cell) => arrayLiteral(some.map(of))
    await tx.$executeRaw`
      INSERT INTO account_months (account_id, month, persona, mrr_start, mrr_new, mrr_reactivation, mrr_expansion,
        mrr_contraction, mrr_churned, mrr_end, tickets, support_cost, active_days)
      SELECT id, month, persona, start / 100.0, new / 100.0, reactivation / 100.0, expansion / 100.0,
        contraction / 100.0, churned / 100.0, at_end / 100.0, tickets, support_cost / 100.0, active_days
      FROM unnest(
        ${column(({ account }) => account.id)}::text[],
        ${column(({ month }) => texts.get(month))}::date[],
        ${column(({ account }) => personaOf(account))}::text[],
        ${column(({ start }) => start)}::int[],
        ${column((row) => row.new)}::int[],
        ${column(({ reactivation }) => reactivation)}::int[],
        ${column(({ expansion }) => expansion)}::int[],
        ${column(({ contraction }) => contraction)}::int[],
        ${column(({ churned }) => churned)}::int[],
        ${column(({ end }) => end)}::int[],
        ${column(({ tickets }) => tickets)}::int[],
        ${column(({ supportCost }) => supportCost)}::int[],
        ${column(({ activeDays }) => activeDays)}::int[]
      ) AS r (id, month, persona, start, new, reactivation, expansion, contraction, churned, at_end, tickets,
        support_cost, active_days)`
  }
}

async function writeLeads(tx: Transaction, leads: SimulatedLead[]): Promise<void> {
  const column = (of: (lead: SimulatedLead) => Cell) => arrayLiteral(leads.map(of))
  await tx.$executeRaw`
    INSERT INTO contacts (contact_id, role, is_lead, disqualified_on, persona, attributes)
    SELECT id, role, true, disqualified_on, persona, attributes
    FROM unnest(
      ${column(({ id }) => id)}::text[],
      ${column(({ role }) => role)}::text[],
      ${column(({ disqualifiedOn }) => disqualifiedOn?.toString())}::date[],
      ${column(({ persona }) => persona)}::text[],
      ${column(({ attributes }) => JSON.stringify(attributes))}::jsonb[]
    ) AS r (id, role, disqualified_on, persona, attributes)`
}

type Cell = string | number | undefined

/** One text instead of thousands of values, which Prisma would look at one by one. */
function arrayLiteral(cells: Cell[]): string {
  const elements = cells.map((cell) => (typeof cell === 'string' ? JSON.stringify(cell) : (cell ?? 'NULL')))
  return `{${elements.join(',')}}`
}

function personaOf({ persona, tagged }: SimulatedAccount): string | undefined {
  return tagged ? persona : undefined
}
