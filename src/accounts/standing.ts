import { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import type { Stage } from '#src/lifecycle/stage.ts'
import { stageOf } from './stage.ts'

/** An account as it stands on a day of the team's zone. Money in the installation's currency. */
export type Standing = {
  id: string
  name: string
  persona: string | undefined
  owner: string | undefined
  stage: Stage
  startedOn: Temporal.PlainDate | undefined
  endedOn: Temporal.PlainDate | undefined
  /** From the attribute `renews_on`. */
  renewsOn: Temporal.PlainDate | undefined
  /** At the end of the last month that is known. */
  mrr: number | undefined
  /** The newest that is not decided. */
  openDeal: { stage: string | null; competitor: string | undefined } | undefined
  /** Without those that hold nothing. */
  attributes: Record<string, unknown>
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
  expanded: string | null
  hasDeal: boolean
  deal: string | null
  competitor: string | null
}

/** Accounts of these ids that have arrived, in the order of their ids. */
export const standingsOf = (
  db: Database | Transaction,
  ids: string[],
  today: Temporal.PlainDate,
): Promise<Standing[]> => readStandings(db, Prisma.sql`WHERE account_id = ANY(${ids})`, today)

/** The next accounts after an id, in the order of their ids. */
export const standingsAfter = (
  db: Database | Transaction,
  id: string,
  count: number,
  today: Temporal.PlainDate,
): Promise<Standing[]> =>
  readStandings(db, Prisma.sql`WHERE account_id > ${id} ORDER BY account_id LIMIT ${count}`, today)

/** So many accounts, the same ones every time, chosen by nothing that means anything. */
export const someStandings = (
  db: Database | Transaction,
  count: number,
  today: Temporal.PlainDate,
): Promise<Standing[]> => readStandings(db, Prisma.sql`ORDER BY md5(account_id) LIMIT ${count}`, today)

async function readStandings(
  db: Database | Transaction,
  which: Prisma.Sql,
  today: Temporal.PlainDate,
): Promise<Standing[]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH page AS MATERIALIZED (SELECT * FROM accounts ${which})
    SELECT page.account_id AS id, page.name, page.persona, page.owner, page.started_on::text AS started,
      page.ended_on::text AS ended, page.attributes, newest.mrr_end::float8 AS mrr, grown.month::text AS expanded,
      deal.deal_id IS NOT NULL AS "hasDeal", deal.stage AS deal, deal.competitor
    FROM page
    LEFT JOIN LATERAL (SELECT mrr_end FROM account_months months WHERE months.account_id = page.account_id
      ORDER BY month DESC LIMIT 1) newest ON true
    LEFT JOIN LATERAL (SELECT month FROM account_months months WHERE months.account_id = page.account_id
      AND mrr_expansion > 0 ORDER BY month DESC LIMIT 1) grown ON true
    LEFT JOIN LATERAL (SELECT deal_id, stage, competitor FROM deals WHERE deals.account_id = page.account_id
      AND (outcome = 'open' OR outcome IS NULL) AND gone_at IS NULL ORDER BY opened_on DESC NULLS LAST, deal_id LIMIT 1) deal ON true
    ORDER BY page.account_id`
  return rows.map((row) => standingOf(row, today))
}

function standingOf(row: Row, today: Temporal.PlainDate): Standing {
  const { id, name, persona, owner, attributes, mrr } = row
  const life = {
    startedOn: dayOf(row.started),
    endedOn: dayOf(row.ended),
    renewsOn: dayOf(attributes.renews_on ?? attributes.renewsOn),
  }
  const given = typeof attributes.stage === 'string' ? attributes.stage : undefined
  const openDeal = row.hasDeal ? { stage: row.deal, competitor: row.competitor ?? undefined } : undefined
  const expandedIn = dayOf(row.expanded)
  return {
    ...{ id, name },
    persona: persona ?? undefined,
    owner: owner ?? undefined,
    stage: stageOf({ ...life, given, expandedIn, openDeal: openDeal?.stage }, today),
    ...life,
    mrr: mrr ?? undefined,
    openDeal,
    attributes: withoutNulls(attributes),
  }
}

function withoutNulls(attributes: Record<string, unknown>): Record<string, unknown> {
  for (const value of Object.values(attributes))
    if (value === null)
      return Object.fromEntries(Object.entries(attributes).filter(([, one]) => one !== null))
  return attributes
}

/** An attribute is whatever its source gave; what is no day says nothing. */
function dayOf(value: unknown): Temporal.PlainDate | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined
  try {
    return Temporal.PlainDate.from(value.slice(0, 10))
  } catch {
    return undefined
  }
}
