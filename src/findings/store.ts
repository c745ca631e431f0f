import { Prisma } from '#prisma/generated/client.ts'
import { recordChange } from '#src/audit/record-change.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import type { Tags } from '#src/kpis/month-close.ts'
import { type Finding, type FindingFacts, findingFacts } from './finding.ts'
import { type Cohort, UNUSED_DAYS, type Use, type Verdicts } from './judge.ts'

/** Everything that is open, the oldest first: what a refresh and the board look at. */
export async function openFindings(db: Database): Promise<Finding[]> {
  const rows = await db.finding.findMany({
    where: { overAt: null },
    orderBy: [{ foundAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(findingOf)
}

export async function findFinding(db: Database, id: string): Promise<Finding | undefined> {
  const row = await db.finding.findUnique({ where: { id } })
  return row ? findingOf(row) : undefined
}

type Row = NonNullable<Awaited<ReturnType<Database['finding']['findUnique']>>>

function findingOf(row: Row): Finding {
  const facts = findingFacts.parse(row.facts)
  return {
    id: row.id,
    kind: facts.kind,
    persona: facts.persona,
    facts,
    state: (['acknowledged', 'snoozed'] as const).find((state) => state === row.state) ?? 'found',
    reader: row.reader,
    foundAt: instantOf(row.foundAt),
    answeredBy: row.answeredBy ?? undefined,
    answeredAt: row.answeredAt ? instantOf(row.answeredAt) : undefined,
    snoozedUntil: row.snoozedUntil ? instantOf(row.snoozedUntil) : undefined,
    overAt: row.overAt ? instantOf(row.overAt) : undefined,
  }
}

/** Keeps what was found; what is open already stays as it is. */
export async function keepFindings(
  db: Database,
  reader: string,
  findings: { id: string; facts: FindingFacts }[],
  now: Temporal.Instant,
): Promise<void> {
  const rows = findings.map(({ id, facts }) => ({
    id,
    reader,
    facts,
    kind: facts.kind,
    persona: facts.persona,
    foundAt: dateOf(now),
  }))
  await db.finding.createMany({ data: rows, skipDuplicates: true })
}

/** Ends findings whose condition is over, so that the next transition is told again. */
export async function endFindings(db: Database, ids: string[], now: Temporal.Instant): Promise<void> {
  await db.finding.updateMany({ where: { id: { in: ids }, overAt: null }, data: { overAt: dateOf(now) } })
}

/** Takes findings up again whose snooze is over. */
export async function wakeFindings(db: Database, ids: string[], now: Temporal.Instant): Promise<void> {
  await db.finding.updateMany({
    where: { id: { in: ids }, state: 'snoozed', snoozedUntil: { lte: dateOf(now) } },
    data: { state: 'found', snoozedUntil: null },
  })
}

/** Notes an answer to one that is open; the newest one counts. Whether it is theirs to answer is asked before. */
export async function answerFinding(
  db: Database,
  id: string,
  answer: { by: string; snoozedUntil?: Temporal.Instant },
  now: Temporal.Instant,
): Promise<void> {
  const until = answer.snoozedUntil
  const state = until ? 'snoozed' : 'acknowledged'
  const snoozedUntil = until ? dateOf(until) : null
  await recordChange(db, now, async (tx) => {
    const data = { state, snoozedUntil, answeredBy: answer.by, answeredAt: dateOf(now) }
    const { count } = await tx.finding.updateMany({ where: { id, overAt: null }, data })
    const payload = { state, until: until?.toString() ?? null }
    const event = { actor: answer.by, action: 'finding answered', subject: `finding/${id}`, payload }
    return count === 0 ? undefined : event
  })
}

/** Notes that a finding was answered by what was decided on it. In the transaction of the decision, which records it. */
export async function acknowledgeFinding(
  tx: Transaction,
  id: string,
  by: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.finding.updateMany({
    where: { id, overAt: null },
    data: { state: 'acknowledged', snoozedUntil: null, answeredBy: by, answeredAt: dateOf(now) },
  })
}

/** Who became a customer in each month from one to another, and who of them paid three months later. */
export async function readCohorts(
  db: Database,
  { from, to, tags }: { from: Temporal.PlainDate; to: Temporal.PlainDate; tags: Tags },
): Promise<Cohort[]> {
  const persona = tags === 'live' ? Prisma.sql`accounts.persona` : Prisma.sql`first.persona`
  return await db.$queryRaw<Cohort[]>`
    SELECT ${persona} AS persona, to_char(first.month, 'YYYY-MM-DD') AS month, count(*)::int AS n,
      count(*) FILTER (WHERE later.mrr_end > 0)::int AS retained
    FROM account_months first JOIN accounts USING (account_id) LEFT JOIN account_months later
      ON later.account_id = first.account_id AND later.month = (first.month + interval '3 months')::date
    WHERE first.month BETWEEN ${from.toString()}::date AND ${to.toString()}::date
      AND first.mrr_new > 0 AND NOT first.reconstructed
    GROUP BY 1, 2`
}

/** Verdicts by persona: of the last 90 days, and of the year before them. */
export async function readVerdicts(db: Database, now: Temporal.Instant): Promise<Verdicts[]> {
  const lately = dateOf(now.subtract({ hours: 90 * 24 }))
  const since = dateOf(now.subtract({ hours: 455 * 24 }))
  return await db.$queryRaw<Verdicts[]>`
    SELECT persona, count(*) FILTER (WHERE at > ${lately})::int AS of,
      count(*) FILTER (WHERE at > ${lately} AND NOT worked)::int AS failed,
      count(*) FILTER (WHERE at <= ${lately})::int AS "ofBefore",
      count(*) FILTER (WHERE at <= ${lately} AND NOT worked)::int AS "failedBefore"
    FROM feedback WHERE persona IS NOT NULL AND at > ${since} AND at <= ${dateOf(now)} GROUP BY persona`
}

/** Which personas the answers of the last 90 days used; counted, never by person. */
export async function readUse(db: Database, now: Temporal.Instant): Promise<Use> {
  const since = dateOf(now.subtract({ hours: UNUSED_DAYS * 24 }))
  const used = await db.$queryRaw<{ slug: string }[]>`
    SELECT DISTINCT entry->>'slug' AS slug FROM answers, jsonb_array_elements(entries) AS entry
    WHERE answered_at > ${since} AND answered_at <= ${dateOf(now)} AND entry->>'kind' = 'persona'`
  const answers = await db.answer.count({ where: { answeredAt: { gt: since, lte: dateOf(now) } } })
  const before = await db.answer.findFirst({ where: { answeredAt: { lte: since } }, select: { id: true } })
  return { answers, before: before !== null, personas: used.map(({ slug }) => slug) }
}

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
const instantOf = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime())
