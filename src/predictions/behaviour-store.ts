import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { FAMILIES, type Family } from '#src/signals/signal.ts'
import type { Behaviour } from './behaviour.ts'
import { HORIZON } from './quarters.ts'
import type { KnownSince } from './store.ts'

export type Asked = {
  /** The first day of the month at whose end one looks, in this zone. */
  month: Temporal.PlainDate
  zone: string
  known: KnownSince
  /** As tagged at the month's close, or today. */
  tags: 'then' | 'now'
  which: Which
}

/** One account; all between two ids; or a share of all, the same ones in every month. */
type Which = { account: string } | { from: string; to: string } | { share: number }

/**
 * What is known of the accounts that pay at the end of a month and are tagged; not of reconstructed months. Each table is
 * read by itself and put together here: a planner that knows no sizes joins them in minutes.
 */
export async function readBehaviour(db: Database, asked: Asked): Promise<Behaviour[]> {
  const { month, zone, tags, known } = asked
  const moment = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(zone).epochMilliseconds)
  const window: Window = {
    which: chosen(asked.which),
    since: moment(month.subtract({ months: 2 })),
    until: moment(month.add({ months: 1 })),
  }
  const months = await readMonths(db, window.which, month)
  const accounts = await readAccounts(db, window.which)
  const isKnown = (of: Family | 'tickets') => (known[of] ?? window.until) <= window.since
  const escalations = isKnown('tickets') ? await readEscalations(db, window) : new Map<string, number>()
  const events = await readEvents(db, window)
  const answers = await readAnswers(db, { ...window, since: moment(month.subtract({ months: 11 })) })
  return months.flatMap(({ account, taggedThen, ...its }): Behaviour[] => {
    const about = accounts.get(account)
    const persona = tags === 'then' ? taggedThen : about?.persona
    if (!about || !persona) return []
    const happened = events.get(account)
    const signals = FAMILIES.map((family) => [family, isKnown(family) ? (happened?.[family] ?? 0) : null])
    return [
      {
        ...its,
        ...(Object.fromEntries(signals) as Record<Family, number | null>),
        ...{ account, persona, owner: about.owner },
        age: about.startedOn ? Math.max(1, monthsBetween(about.startedOn, month) + 1) : null,
        escalations: isKnown('tickets') ? (escalations.get(account) ?? 0) : null,
        nps: answers.get(account)?.nps ?? null,
        csat: answers.get(account)?.csat ?? null,
      },
    ]
  })
}

type Window = { which: Prisma.Sql; since: Date; until: Date }

const monthsBetween = (from: string, to: Temporal.PlainDate): number => {
  const begin = Temporal.PlainDate.from(from)
  return (to.year - begin.year) * 12 + to.month - begin.month
}

type Months = Pick<
  Behaviour,
  | 'account'
  | 'mrr'
  | 'grown'
  | 'shrunk'
  | 'tickets'
  | 'ticketsBefore'
  | 'usage'
  | 'usageBefore'
  | 'left'
  | 'expanded'
> & { taggedThen: string | null }

/** Six months back from one (its first day), and those that follow, which say what came. */
async function readMonths(db: Database, which: Prisma.Sql, month: Temporal.PlainDate): Promise<Months[]> {
  const ago = (months: number) => month.subtract({ months }).toString()
  const [on, recent, before, half] = [ago(0), ago(2), ago(3), ago(5)]
  const later = month.add({ months: HORIZON }).toString()
  return await db.$queryRaw<Months[]>`
    SELECT account_id AS account, tagged_then AS "taggedThen", mrr, more / greatest(mrr - more + less, 1) AS grown,
      less / greatest(mrr - more + less, 1) AS shrunk, tickets, tickets_before AS "ticketsBefore", usage,
      usage_before AS "usageBefore", NOT stays AS left, expanded
    FROM (
      SELECT account_id, max(persona) FILTER (WHERE month = ${on}::date) AS tagged_then,
        (max(mrr_end) FILTER (WHERE month = ${on}::date AND NOT reconstructed))::float8 AS mrr,
        coalesce(sum(mrr_expansion) FILTER (WHERE month >= ${recent}::date AND month <= ${on}::date), 0)::float8 AS more,
        coalesce(sum(mrr_contraction) FILTER (WHERE month >= ${recent}::date AND month <= ${on}::date), 0)::float8
          AS less,
        (avg(tickets) FILTER (WHERE month >= ${recent}::date AND month <= ${on}::date))::float8 AS tickets,
        (avg(tickets) FILTER (WHERE month < ${recent}::date))::float8 AS tickets_before,
        (max(active_days) FILTER (WHERE month = ${on}::date))::float8 AS usage,
        (avg(active_days) FILTER (WHERE month >= ${before}::date AND month < ${on}::date))::float8 AS usage_before,
        coalesce(bool_or(mrr_end > 0) FILTER (WHERE month = ${later}::date), false) AS stays,
        coalesce(bool_or(mrr_expansion > 0) FILTER (WHERE month > ${on}::date), false) AS expanded
      FROM account_months WHERE month >= ${half}::date AND month <= ${later}::date AND ${which}
      GROUP BY account_id
    ) AS summed WHERE mrr > 0 ORDER BY account_id`
}

type About = { account: string; persona: string | null; owner: string | null; startedOn: string | null }

async function readAccounts(db: Database, which: Prisma.Sql): Promise<Map<string, About>> {
  const rows = await db.$queryRaw<About[]>`
    SELECT account_id AS account, persona, owner, started_on::text AS "startedOn" FROM accounts WHERE ${which}`
  return new Map(rows.map((row) => [row.account, row]))
}

async function readEscalations(db: Database, { which, since, until }: Window): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ account: string; count: number }[]>`
    SELECT account_id AS account, count(*)::int AS count FROM tickets
    WHERE escalated AND opened_at >= ${since} AND opened_at < ${until} AND ${which} GROUP BY account_id`
  return new Map(rows.map(({ account, count }) => [account, count]))
}

async function readEvents(
  db: Database,
  { which, since, until }: Window,
): Promise<Map<string, Record<Family, number>>> {
  const counts = Prisma.join(
    FAMILIES.map(
      (family) => Prisma.sql`(count(*) FILTER (WHERE family = ${family}))::int AS ${Prisma.raw(family)}`,
    ),
  )
  const rows = await db.$queryRaw<(Record<Family, number> & { account: string })[]>`
    SELECT account_id AS account, ${counts} FROM events
    WHERE signal IS NOT NULL AND at >= ${since} AND at < ${until} AND ${which} GROUP BY account_id`
  return new Map(rows.map((row) => [row.account, row]))
}

type Answers = { account: string; nps: number | null; csat: number | null }

/** The newest answer of each kind. */
async function readAnswers(db: Database, { which, since, until }: Window): Promise<Map<string, Answers>> {
  const newest = (kind: string) =>
    Prisma.sql`((array_agg(score ORDER BY at DESC) FILTER (WHERE kind = ${kind}))[1])::float8`
  const rows = await db.$queryRaw<Answers[]>`
    SELECT account_id AS account, ${newest('nps')} AS nps, ${newest('csat')} AS csat FROM surveys
    WHERE at >= ${since} AND at < ${until} AND ${which} GROUP BY account_id`
  return new Map(rows.map((row) => [row.account, row]))
}

/** The same accounts are drawn at every look; their ids alone decide. */
const SEED = 'persona'
const DRAWN_OF = 0x1_00_00_00_00

function chosen(which: Which): Prisma.Sql {
  if ('account' in which) return Prisma.sql`account_id = ${which.account}`
  if ('from' in which) return Prisma.sql`account_id >= ${which.from} AND account_id <= ${which.to}`
  if (which.share >= 1) return Prisma.sql`account_id IS NOT NULL`
  const below = Math.floor(which.share * DRAWN_OF)
    .toString(16)
    .padStart(8, '0')
  return Prisma.sql`left(md5(${SEED}::text || account_id), 8) < ${below}`
}

/** The next accounts that pay at the end of a month, by their ids: the first and the last of them. */
export async function nextPage(
  db: Database,
  month: Temporal.PlainDate,
  after: string,
  most: number,
): Promise<{ from: string; to: string } | undefined> {
  const [page] = await db.$queryRaw<{ from: string | null; to: string | null }[]>`
    SELECT min(account_id) AS from, max(account_id) AS to FROM (
      SELECT account_id FROM account_months WHERE month = ${month.toString()}::date AND mrr_end > 0
        AND account_id > ${after} ORDER BY account_id LIMIT ${most}) AS next`
  return page?.from && page.to ? { from: page.from, to: page.to } : undefined
}
