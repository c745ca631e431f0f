import { Prisma } from '#prisma/generated/client.ts'
import { stageOf } from '#src/accounts/stage.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import type { RuleFacts } from '#src/rules/facts.ts'

/** An account with what tag rules ask of it. */
export type AccountFacts = { id: string; name: string; persona: string | null; facts: RuleFacts['account'] }

type Row = {
  id: string
  name: string
  persona: string | null
  owner: string | null
  started: string | null
  ended: string | null
  attributes: Record<string, unknown>
  mrr: number | null
  expanded: string | null
  hasDeal: boolean
  deal: string | null
  category: string | null
}

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
    const next = Prisma.sql`WHERE account_id > ${after} ORDER BY account_id LIMIT ${size}`
    const rows = await readPage(db, next, today)
    if (rows.length > 0) yield rows.map((row) => factsOf(row, today))
    after = rows.at(-1)?.id ?? ''
    if (rows.length < size) return
  }
}

/** So many accounts, in no order that means anything. */
export async function accountSample(
  db: Database | Transaction,
  now: Temporal.Instant,
  most: number,
): Promise<AccountFacts[]> {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  const rows = await readPage(db, Prisma.sql`ORDER BY md5(account_id) LIMIT ${most}`, today)
  return rows.map((row) => factsOf(row, today))
}

async function readPage(
  db: Database | Transaction,
  which: Prisma.Sql,
  today: Temporal.PlainDate,
): Promise<Row[]> {
  const since = today.subtract({ days: TICKET_DAYS }).toString()
  return await db.$queryRaw<Row[]>`
    WITH page AS MATERIALIZED (
      SELECT * FROM accounts ${which}
    ), asked AS (
      SELECT account_id, category, count(*) AS times FROM tickets
      WHERE account_id IN (SELECT account_id FROM page) AND opened_at >= ${since}::date AND category IS NOT NULL
      GROUP BY account_id, category HAVING count(*) >= ${LEAST_TICKETS}
    ), about AS (
      SELECT DISTINCT ON (account_id) account_id, category FROM asked ORDER BY account_id, times DESC, category
    )
    SELECT page.account_id AS id, page.name, page.persona, page.owner, page.started_on::text AS started,
      page.ended_on::text AS ended, page.attributes, newest.mrr_end::float8 AS mrr, grown.month::text AS expanded,
      deal.deal_id IS NOT NULL AS "hasDeal", deal.stage AS deal, about.category
    FROM page
    LEFT JOIN about ON about.account_id = page.account_id
    LEFT JOIN LATERAL (SELECT mrr_end FROM account_months months WHERE months.account_id = page.account_id
      ORDER BY month DESC LIMIT 1) newest ON true
    LEFT JOIN LATERAL (SELECT month FROM account_months months WHERE months.account_id = page.account_id
      AND mrr_expansion > 0 ORDER BY month DESC LIMIT 1) grown ON true
    LEFT JOIN LATERAL (SELECT deal_id, stage FROM deals WHERE deals.account_id = page.account_id
      AND (outcome = 'open' OR outcome IS NULL) ORDER BY opened_on DESC NULLS LAST, deal_id LIMIT 1) deal ON true
    ORDER BY page.account_id`
}

/** What isn't known is left out, so that a rule says so instead of taking it for something. */
function factsOf(row: Row, today: Temporal.PlainDate): AccountFacts {
  const { id, name, persona, owner, attributes, mrr, category } = row
  const given = attributes.stage
  const stage = stageOf(
    {
      given: typeof given === 'string' ? given : undefined,
      startedOn: dayOf(row.started),
      endedOn: dayOf(row.ended),
      renewsOn: dayOf(attributes.renews_on ?? attributes.renewsOn),
      ...(row.hasDeal && { openDeal: row.deal }),
      expandedIn: dayOf(row.expanded),
    },
    today,
  )
  return {
    ...{ id, name, persona },
    facts: {
      ...{ id, name, stage, attributes: known(attributes) },
      ...(persona !== null && { persona }),
      ...(owner !== null && { owner }),
      ...(row.started !== null && { startedOn: new Date(row.started) }),
      ...(row.ended !== null && { endedOn: new Date(row.ended) }),
      ...(mrr !== null && { mrr }),
      ...(typeof attributes.seats === 'number' && { seats: attributes.seats }),
      ...(category !== null && { ticketCategory: category }),
    },
  }
}

function known(attributes: Record<string, unknown>): object {
  for (const value of Object.values(attributes)) if (value === null) return withoutNulls(attributes)
  return attributes
}

const withoutNulls = (attributes: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null))

function dayOf(value: unknown): Temporal.PlainDate | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined
  try {
    return Temporal.PlainDate.from(value.slice(0, 10))
  } catch {
    return undefined
  }
}
