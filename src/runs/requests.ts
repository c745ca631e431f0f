import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '#src/db/connect.ts'

/** A run that somebody asked for from another process: a real one, a test for one person, or a dry one. */
export type RunRequest = { id: string; job: string; at: Date; testFor: string | null; dry: boolean }

/** Older ones were given up by whoever asked. */
const FRESH_MS = 30_000

export type AskedRun = { job: string; at: Temporal.Instant; testFor?: string | undefined; dry?: boolean }

export async function askForRun(db: Database, request: AskedRun): Promise<string> {
  const { job, at, testFor, dry = false } = request
  const row = await db.jobRequest.create({
    data: { job, at: new Date(at.epochMilliseconds), testFor: testFor ?? null, dry },
  })
  return row.id
}

/** Takes a request that nobody has taken yet. */
export async function takeRequest(db: Database): Promise<RunRequest | undefined> {
  const [row] = await db.$queryRaw<RunRequest[]>`
    UPDATE job_requests SET taken_at = clock_timestamp() WHERE id = (
      SELECT id FROM job_requests
      WHERE taken_at IS NULL AND requested_at > clock_timestamp() - ${FRESH_MS} * interval '1 millisecond'
      ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED
    ) RETURNING id, job, at, test_for AS "testFor", dry`
  return row
}

export async function answerRequest(
  db: Database,
  id: string,
  answer: { outcome: string; failed: boolean },
): Promise<void> {
  await db.$executeRaw`UPDATE job_requests SET finished_at = clock_timestamp(), outcome = ${answer.outcome},
    failed = ${answer.failed} WHERE id = ${id}::uuid`
}

type Answered = { state: 'answered'; outcome: string; failed: boolean }
export type Answer = { state: 'waits' | 'taken' } | Answered

export async function readAnswer(db: Database, id: string): Promise<Answer> {
  const row = await db.jobRequest.findUniqueOrThrow({ where: { id } })
  if (row.finishedAt) return { state: 'answered', outcome: row.outcome ?? '', failed: row.failed }
  return { state: row.takenAt ? 'taken' : 'waits' }
}

/** How long somebody waits until a clock takes their request up, and until it has done it. */
export type Patience = { lookEveryMs: number; takenWithinMs: number; doneWithinMs: number }

/** Asks the clock that runs for a run, and waits for what comes of it. */
export async function askAndWait(
  db: Database,
  request: AskedRun,
  { lookEveryMs, takenWithinMs, doneWithinMs }: Patience,
): Promise<Answered | { state: 'nobody is there' | 'not done' }> {
  const id = await askForRun(db, request)
  for (let waited = 0; waited < doneWithinMs; waited += lookEveryMs) {
    await wait(lookEveryMs)
    const answer = await readAnswer(db, id)
    if (answer.state === 'answered') return answer
    const overdue = answer.state === 'waits' && waited > takenWithinMs
    if (overdue && (await withdrawRequest(db, id))) return { state: 'nobody is there' }
  }
  return { state: 'not done' }
}

/** Takes a request back, unless somebody has taken it by now. */
export async function withdrawRequest(db: Database, id: string): Promise<boolean> {
  return (await db.jobRequest.deleteMany({ where: { id, takenAt: null } })).count === 1
}
