import { activeFunctions } from '#src/adoption/store.ts'
import type { Database } from '#src/db/connect.ts'
import { openFindings } from '#src/findings/store.ts'
import { lastReview } from '#src/kpis/store.ts'
import { readLeads } from '#src/leads/store.ts'
import { readMeeting } from '#src/rhythm/store.ts'
import { countTrained } from '#src/training/store.ts'
import { readBoardAnswers } from './answers.ts'
import type { Counts, YearOfPersona } from './facts.ts'

const MONTHS = 12
const BRIEF_DAYS = 90
const DECIDED_DAYS = 180

/** Within so many days each job has to have run to count: its own period and some days. */
const RUNS_WITHIN: Record<string, number> = {
  'kpi-review': 45,
  'trigger-sweep': 7,
  'signal-monitor': 7,
  'persona-refresh': 200,
}

/** Everything that the self-test takes from the database. */
export async function readCounts(db: Database, now: Temporal.Instant, zone: string): Promise<Counts> {
  const first = await db.entry.findFirst({ orderBy: { createdAt: 'asc' }, select: { createdAt: true } })
  const [customers, leads, year, active, briefs, ran, decided, meeting, answers, trained, review, findings] =
    await Promise.all([
      customersOf(db),
      readLeads(db),
      yearOf(db, now.toZonedDateTimeISO(zone).toPlainDate()),
      activeFunctions(db, now),
      briefsOf(db, before(now, BRIEF_DAYS)),
      ranLately(db, now),
      db.proposal.count({
        where: { state: { in: ['approved', 'rejected'] }, closedAt: { gte: before(now, DECIDED_DAYS) } },
      }),
      readMeeting(db),
      readBoardAnswers(db),
      countTrained(db),
      lastReview(db),
      openFindings(db),
    ])
  return {
    startedAt: first ? Temporal.Instant.fromEpochMilliseconds(first.createdAt.getTime()) : undefined,
    customers,
    leads,
    year,
    active,
    briefs,
    ran,
    decided,
    hasMeeting: meeting !== undefined,
    answers,
    trained: trained.done,
    review: review?.facts,
    findings: findings.map(({ facts }) => facts),
  }
}

const before = (now: Temporal.Instant, days: number): Date =>
  new Date(now.subtract({ hours: days * 24 }).epochMilliseconds)

async function customersOf(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db.account.groupBy({ by: ['persona'], where: { endedOn: null }, _count: { _all: true } })
  return new Map(rows.map(({ persona, _count }) => [persona ?? '', _count._all]))
}

/** Account-months of the closed months of a year, and those of them that ended without revenue. */
async function yearOf(db: Database, today: Temporal.PlainDate): Promise<YearOfPersona[]> {
  const open = today.with({ day: 1 })
  return await db.$queryRaw<YearOfPersona[]>`
    SELECT persona, count(*)::int AS n, count(*) FILTER (WHERE mrr_end <= 0)::int AS churned FROM account_months
    WHERE persona IS NOT NULL AND mrr_start > 0
      AND month >= ${open.subtract({ months: MONTHS }).toString()}::date AND month < ${open.toString()}::date
    GROUP BY persona`
}

async function briefsOf(db: Database, since: Date): Promise<Counts['briefs']> {
  const [all, complete] = await Promise.all([
    db.brief.count({ where: { at: { gte: since } } }),
    db.brief.count({ where: { at: { gte: since }, missing: { isEmpty: true } } }),
  ])
  return { all, complete }
}

async function ranLately(db: Database, now: Temporal.Instant): Promise<ReadonlySet<string>> {
  const rows = await db.jobRun.findMany({
    where: {
      state: { in: ['posted', 'nothing'] },
      OR: Object.entries(RUNS_WITHIN).map(([job, days]) => ({ job, finishedAt: { gte: before(now, days) } })),
    },
    distinct: ['job'],
    select: { job: true },
  })
  return new Set(rows.map(({ job }) => job))
}
