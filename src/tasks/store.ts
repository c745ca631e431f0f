import type { Database, Transaction } from '#src/db/connect.ts'
import { lastPosted } from '#src/runs/last-posted.ts'
import { FOLLOW_UP } from './follow-up.ts'
import type { ListKind, Progress, TaskList } from './list.ts'
import type { Closing, Task } from './task.ts'

/** A list that was posted, as it was published. */
export type PostedList<F extends TaskList = TaskList> = {
  key: string
  period: string
  facts: F
  at: Temporal.Instant
}

/** The newest list that was posted; of those for periods before a day, where one is given. */
export async function lastList<F extends TaskList>(
  db: Database,
  { job, scope, facts: schema }: ListKind<F>,
  before?: Temporal.PlainDate,
): Promise<PostedList<F> | undefined> {
  const row = await lastPosted(db, { job, scope }, before)
  const facts = schema.safeParse(row?.facts).data
  if (!row || !facts) return undefined
  return { key: row.key, period: row.period, facts, at: instantOf(row.of.scheduledAt) }
}

/** What was published for a period before, whether or not it is being published anew. */
export async function listOf<F extends TaskList>(
  db: Database,
  { job, scope, facts }: ListKind<F>,
  period: string,
): Promise<F | undefined> {
  const row = await db.jobRun.findUnique({ where: { job_period_scope: { job, period, scope } } })
  return facts.safeParse(row?.facts).data
}

/** Keys of the newest follow-up of each who got one since then. */
export async function followUpsSince(db: Database, since: Temporal.Instant): Promise<string[]> {
  const rows = await db.jobRun.findMany({
    where: {
      job: FOLLOW_UP,
      OR: [{ state: 'posted' }, { step: 'posted' }],
      of: { scheduledAt: { gt: new Date(since.epochMilliseconds) } },
    },
    select: { period: true, scope: true },
    orderBy: { of: { startsOn: 'desc' } },
  })
  const newest = new Map(rows.toReversed().map(({ period, scope }) => [scope, period]))
  return [...newest].map(([scope, period]) => `${FOLLOW_UP}/${period}/${scope}`)
}

/** How far a list is, by its key. */
export async function readProgress(db: Database, list: string, tasks: Task[]): Promise<Progress> {
  const [closed, settled] = await Promise.all([readClosings(db, list), settledOf(db, tasks)])
  return { closed, settled }
}

async function readClosings(db: Database, list: string): Promise<Closing[]> {
  const rows = await db.tick.findMany({ where: { list }, orderBy: { at: 'asc' } })
  return rows.map(({ item, by, at, outcome, words }) => ({
    task: item,
    by,
    at: at.toISOString(),
    ...(outcome === DECLINED && { declined: words ?? '' }),
  }))
}

const DECLINED = 'declined'

/** Ids of the tasks' questions and flags that are closed. */
async function settledOf(db: Database, tasks: Task[]): Promise<string[]> {
  const ids = tasks.flatMap(({ matter }) => {
    if (matter.to === 'answer') return matter.questions.map(({ id }) => id)
    return matter.to === 'settle' ? matter.flags.map(({ id }) => id) : []
  })
  if (ids.length === 0) return []
  const among = { id: { in: ids } }
  const [questions, flags] = await Promise.all([
    db.openQuestion.findMany({ where: { ...among, answeredAt: { not: null } }, select: { id: true } }),
    db.flag.findMany({ where: { ...among, settledAt: { not: null } }, select: { id: true } }),
  ])
  return [...questions, ...flags].map(({ id }) => id)
}

/** Notes what somebody said to a task. False where something was said before: that stays. */
export async function writeClosing(
  tx: Transaction,
  list: string,
  { task, by, declined }: Omit<Closing, 'at'>,
  now: Temporal.Instant,
): Promise<boolean> {
  const said = declined === undefined ? {} : { outcome: DECLINED, words: declined }
  const data = [{ list, item: task, by, at: new Date(now.epochMilliseconds), ...said }]
  return (await tx.tick.createMany({ data, skipDuplicates: true })).count === 1
}

const instantOf = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime())
