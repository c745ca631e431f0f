import { standingsOf } from '#src/accounts/standing.ts'
import type { Database } from '#src/db/connect.ts'
import type { AccountFacts, Happening, Person } from './facts.ts'

/** What is older is not lately. */
const LATELY_DAYS = 30
/** More people than one meets in a room. */
const MOST_PEOPLE = 8

/** Reads what is known of an account before a call; undefined where there is none of this id. */
export async function readAccountFacts(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  zone: string,
): Promise<AccountFacts | undefined> {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const [standing] = await standingsOf(db, [accountId], today)
  if (!standing) return undefined
  const { owner: _owner, mrr, attributes: _attributes, ...account } = standing
  const people = await readPeople(db, accountId)
  return {
    ...account,
    arr: mrr === undefined ? undefined : mrr * 12,
    people,
    morePeople: (await countPeople(db, accountId)) - people.length,
    lossReason: await readLossReason(db, accountId),
    lately: await readLately(db, accountId, now),
  }
}

const countPeople = (db: Database, accountId: string): Promise<number> =>
  db.contact.count({ where: { accountId, disqualifiedOn: null } })

/** The tagged first, then by name. */
async function readPeople(db: Database, accountId: string): Promise<Person[]> {
  const rows = await db.$queryRaw<
    { id: string; name: string | null; title: string | null; persona: string | null }[]
  >`
    SELECT contact_id AS id, name, coalesce(title, role) AS title, persona FROM contacts
    WHERE account_id = ${accountId} AND disqualified_on IS NULL AND gone_at IS NULL
    ORDER BY persona IS NULL, name, contact_id LIMIT ${MOST_PEOPLE}`
  return rows.map(({ id, name, title, persona }) => ({
    id,
    name: name ?? undefined,
    title: title ?? undefined,
    persona: persona ?? undefined,
  }))
}

/** Of the newest deal that was lost. */
async function readLossReason(db: Database, accountId: string): Promise<string | undefined> {
  const [lost] = await db.$queryRaw<{ reason: string | null }[]>`
    SELECT loss_reason AS reason FROM deals WHERE account_id = ${accountId} AND gone_at IS NULL AND outcome = 'lost'
    ORDER BY coalesce(closed_on, opened_on) DESC NULLS LAST, deal_id LIMIT 1`
  return lost?.reason ?? undefined
}

type HappeningRow = {
  what: Happening['what']
  name: string
  count: number
  at: Date
  score: number | null
  said: string | null
}

/** A ticket that came as a row of its table and as an event, too, is told of once. */
function saidOnce(rows: HappeningRow[]): HappeningRow[] {
  const tickets = rows.filter(({ what }) => what === 'tickets' || what === 'escalations')
  const counts = new Set([
    ...tickets.map(({ count }) => count),
    tickets.reduce((sum, { count }) => sum + count, 0),
  ])
  const minute = ({ at }: HappeningRow) => Math.floor(at.getTime() / 60_000)
  const last = new Set(tickets.map(minute))
  return rows.filter((row) => row.what !== 'signal' || !counts.has(row.count) || !last.has(minute(row)))
}

const MOST_LATELY = 6

/** Alerts that stand; events by signal, tickets, escalations, answers to surveys and closed deals of the last 30 days. */
async function readLately(db: Database, accountId: string, now: Temporal.Instant): Promise<Happening[]> {
  const until = new Date(now.epochMilliseconds)
  const since = new Date(now.epochMilliseconds - LATELY_DAYS * 24 * 3_600_000)
  const rows = await db.$queryRaw<HappeningRow[]>`
    SELECT * FROM (
      SELECT 'signal' AS what, coalesce(signal, name) AS name, count(*)::int AS count, max(at) AS at,
        NULL::float8 AS score, NULL AS said
      FROM events WHERE account_id = ${accountId} AND at BETWEEN ${since} AND ${until}
        AND coalesce(signal, name) IS NOT NULL
      GROUP BY coalesce(signal, name)
      UNION ALL
      SELECT 'tickets', 'tickets', count(*)::int, max(opened_at), NULL, mode() WITHIN GROUP (ORDER BY category)
      FROM tickets WHERE account_id = ${accountId} AND opened_at BETWEEN ${since} AND ${until}
        AND escalated IS NOT TRUE HAVING count(*) > 0
      UNION ALL
      SELECT 'escalations', 'escalations', count(*)::int, max(opened_at), NULL, mode() WITHIN GROUP (ORDER BY category)
      FROM tickets WHERE account_id = ${accountId} AND opened_at BETWEEN ${since} AND ${until}
        AND escalated HAVING count(*) > 0
      UNION ALL
      SELECT 'survey', kind, 1, at, score::float8, comment
      FROM surveys WHERE account_id = ${accountId} AND at BETWEEN ${since} AND ${until}
      UNION ALL
      SELECT 'deal', outcome, 1, closed_on::timestamptz, amount::float8, loss_reason
      FROM deals WHERE account_id = ${accountId} AND gone_at IS NULL AND outcome IN ('won', 'lost')
        AND closed_on BETWEEN ${since}::date AND ${until}::date
      UNION ALL
      SELECT 'alert', trigger, 1, fired_at, NULL, NULL
      FROM alerts WHERE account_id = ${accountId} AND recovered_at IS NULL AND fired_at <= ${until}
    ) AS happened ORDER BY what = 'alert' DESC, what = 'escalations' DESC, at DESC, name LIMIT ${MOST_LATELY + 2}`
  return saidOnce(rows)
    .slice(0, MOST_LATELY)
    .map(({ what, name, count, at, score, said }) => ({
      what,
      name,
      count,
      at: Temporal.Instant.fromEpochMilliseconds(at.getTime()),
      score: score ?? undefined,
      said: said ?? undefined,
    }))
}
