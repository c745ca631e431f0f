import { stageOf } from '#src/accounts/stage.ts'
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

type Row = {
  id: string
  name: string
  persona: string | null
  owner: string | null
  started: string | null
  ended: string | null
  attributes: Record<string, unknown>
  mrr: number | null
  tickets: number | null
  before: number | null
  months: number
  expanded: string | null
  hasDeal: boolean
  deal: string | null
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
  const month = today.with({ day: 1 })
  const closed = month.subtract({ months: 1 }).toString()
  const usual = month.subtract({ months: USUAL_MONTHS + 1 }).toString()
  const rows = await db.$queryRaw<Row[]>`
    SELECT account.account_id AS id, account.name, account.persona, account.owner, account.attributes,
      account.started_on::text AS started, account.ended_on::text AS ended,
      newest.mrr_end::float8 AS mrr, last.tickets, usual.before, usual.months,
      grown.month::text AS expanded, deal.deal_id IS NOT NULL AS "hasDeal", deal.stage AS deal
    FROM accounts account
    LEFT JOIN LATERAL (SELECT mrr_end FROM account_months months WHERE months.account_id = account.account_id
      ORDER BY month DESC LIMIT 1) newest ON true
    LEFT JOIN LATERAL (SELECT month FROM account_months months WHERE months.account_id = account.account_id
      AND mrr_expansion > 0 ORDER BY month DESC LIMIT 1) grown ON true
    LEFT JOIN LATERAL (SELECT deal_id, stage FROM deals WHERE deals.account_id = account.account_id
      AND (outcome = 'open' OR outcome IS NULL) ORDER BY opened_on DESC NULLS LAST, deal_id LIMIT 1) deal ON true
    LEFT JOIN account_months last ON last.account_id = account.account_id AND last.month = ${closed}::date
      AND NOT last.reconstructed
    LEFT JOIN LATERAL (SELECT avg(tickets)::float8 AS before, count(*)::int AS months FROM account_months months
      WHERE months.account_id = account.account_id AND tickets IS NOT NULL
        AND month >= ${usual}::date AND month < ${closed}::date) usual ON true
    WHERE account.account_id = ANY(${ids})`
  return new Map(rows.map((row) => [row.id, accountOf(row, today)]))
}

function accountOf(row: Row, today: Temporal.PlainDate): KnownAccount {
  const { id, name, attributes } = row
  const [persona, owner] = [row.persona ?? undefined, row.owner ?? undefined]
  const day = (text: string | null) => (text === null ? undefined : Temporal.PlainDate.from(text))
  const stage = stageOf(
    {
      given: textOf(attributes.stage),
      startedOn: day(row.started),
      endedOn: day(row.ended),
      renewsOn: dateOf(attributes.renews_on ?? attributes.renewsOn),
      ...(row.hasDeal && { openDeal: row.deal }),
      expandedIn: day(row.expanded),
    },
    today,
  )
  const known = {
    ...{ id, name, persona, owner, stage },
    startedOn: row.started === null ? undefined : new Date(row.started),
    endedOn: row.ended === null ? undefined : new Date(row.ended),
    mrr: row.mrr ?? undefined,
    seats: numberOf(attributes.seats),
    tickets: row.tickets ?? undefined,
    ticketsUsual: row.months > 0 ? (row.before ?? undefined) : undefined,
    ticketsMonths: row.months,
    attributes,
  }
  const facts = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
  return { id, name, persona, owner, stage, facts: facts as RuleFacts['account'] }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)

function dateOf(value: unknown): Temporal.PlainDate | undefined {
  try {
    return typeof value === 'string' ? Temporal.PlainDate.from(value.slice(0, 10)) : undefined
  } catch {
    return undefined
  }
}
