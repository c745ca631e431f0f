import type { Database } from '#src/db/connect.ts'

/** A run that somebody asked for from another process. */
export type RunRequest = { id: string; job: string; at: Date; testFor: string | null }

/** Older ones were given up by whoever asked. */
const FRESH_MS = 30_000

export async function askForRun(
  db: Database,
  request: { job: string; at: Temporal.Instant; testFor: string | undefined },
): Promise<string> {
  const { job, at, testFor } = request
  const row = await db.jobRequest.create({
    data: { job, at: new Date(at.epochMilliseconds), testFor: testFor ?? null },
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
    ) RETURNING id, job, at, test_for AS "testFor"`
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

export type Answer = { state: 'waits' | 'taken' } | { state: 'answered'; outcome: string; failed: boolean }

export async function readAnswer(db: Database, id: string): Promise<Answer> {
  const row = await db.jobRequest.findUniqueOrThrow({ where: { id } })
  if (row.finishedAt) return { state: 'answered', outcome: row.outcome ?? '', failed: row.failed }
  return { state: row.takenAt ? 'taken' : 'waits' }
}

/** Takes a request back, unless somebody has taken it by now. */
export async function withdrawRequest(db: Database, id: string): Promise<boolean> {
  return (await db.jobRequest.deleteMany({ where: { id, takenAt: null } })).count === 1
}
