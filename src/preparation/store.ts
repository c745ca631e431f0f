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
): Promise<AccountFacts | undefined> {
  const [account] = await db.$queryRaw<AccountRow[]>`
    SELECT account.account_id AS id, name, account.persona, started_on::text AS "startedOn", ended_on::text AS "endedOn",
      account.attributes ->> 'renews_on' AS "renewsOn", account.attributes ->> 'stage' AS "givenStage",
      (SELECT (mrr_end * 12)::float8 FROM account_months m WHERE m.account_id = account.account_id
        ORDER BY month DESC LIMIT 1) AS arr,
      (SELECT max(month)::text FROM account_months m WHERE m.account_id = account.account_id AND mrr_expansion > 0)
        AS "expandedIn",
      (SELECT count(*)::int FROM contacts c WHERE c.account_id = account.account_id AND disqualified_on IS NULL)
        AS "peopleCount"
    FROM accounts account WHERE account.account_id = ${accountId}`
  if (!account) return undefined
  const [people, deals, lately] = [
    await readPeople(db, accountId),
    await readDeals(db, accountId),
    await readLately(db, accountId, now),
  ]
  const open = deals.find(({ outcome }) => outcome === 'open')
  const lost = deals.find(({ outcome }) => outcome === 'lost')
  const { id, name, persona, givenStage, arr } = account
  return {
    id,
    name,
    persona: persona ?? undefined,
    startedOn: dayOf(account.startedOn),
    endedOn: dayOf(account.endedOn),
    renewsOn: dayOf(account.renewsOn),
    givenStage: givenStage ?? undefined,
    arr: arr ?? undefined,
    expandedIn: dayOf(account.expandedIn),
    people,
    morePeople: account.peopleCount - people.length,
    openDeal: open && { stage: open.stage, competitor: open.competitor ?? undefined },
    lossReason: lost?.lossReason ?? undefined,
    lately,
  }
}

type AccountRow = {
  id: string
  name: string
  persona: string | null
  startedOn: string | null
  endedOn: string | null
  renewsOn: string | null
  givenStage: string | null
  arr: number | null
  expandedIn: string | null
  peopleCount: number
}

/** An attribute is whatever its source gave; what is no day says nothing. */
function dayOf(text: string | null): Temporal.PlainDate | undefined {
  if (text === null) return undefined
  try {
    return Temporal.PlainDate.from(text.slice(0, 10))
  } catch {
    return undefined
  }
}

/** The tagged first, then by name. */
async function readPeople(db: Database, accountId: string): Promise<Person[]> {
  const rows = await db.$queryRaw<
    { id: string; name: string | null; title: string | null; persona: string | null }[]
  >`
    SELECT contact_id AS id, name, coalesce(title, role) AS title, persona FROM contacts
    WHERE account_id = ${accountId} AND disqualified_on IS NULL
    ORDER BY persona IS NULL, name, contact_id LIMIT ${MOST_PEOPLE}`
  return rows.map(({ id, name, title, persona }) => ({
    id,
    name: name ?? undefined,
    title: title ?? undefined,
    persona: persona ?? undefined,
  }))
}

type DealRow = {
  stage: string | null
  outcome: string | null
  competitor: string | null
  lossReason: string | null
}

const readDeals = async (db: Database, accountId: string) =>
  await db.$queryRaw<DealRow[]>`
  SELECT stage, outcome, competitor, loss_reason AS "lossReason" FROM deals
  WHERE account_id = ${accountId} ORDER BY coalesce(closed_on, opened_on) DESC NULLS LAST, deal_id LIMIT 10`

type HappeningRow = {
  what: Happening['what']
  name: string
  count: number
  at: Date
  score: number | null
  said: string | null
}

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
      FROM deals WHERE account_id = ${accountId} AND outcome IN ('won', 'lost')
        AND closed_on BETWEEN ${since}::date AND ${until}::date
      UNION ALL
      SELECT 'alert', trigger, 1, fired_at, NULL, NULL
      FROM alerts WHERE account_id = ${accountId} AND recovered_at IS NULL AND fired_at <= ${until}
    ) AS happened ORDER BY what = 'alert' DESC, what = 'escalations' DESC, at DESC, name LIMIT 6`
  return rows.map(({ what, name, count, at, score, said }) => ({
    what,
    name,
    count,
    at: Temporal.Instant.fromEpochMilliseconds(at.getTime()),
    score: score ?? undefined,
    said: said ?? undefined,
  }))
}
