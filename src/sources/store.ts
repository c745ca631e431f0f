import { z } from 'zod'
import type { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import type { Merged } from '#src/ingest/store.ts'

/** The job that reads the sources. */
export const SYNC_JOB = 'source-sync'

const notes = z.object({
  reasons: z.array(z.object({ reason: z.string(), rows: z.number() })).default([]),
  notKept: z.array(z.string()).default([]),
  /** Columns left to another source, by its slug. */
  left: z.array(z.object({ column: z.string(), to: z.string() })).default([]),
  /** Rows of those who were erased before. */
  erased: z.number().default(0),
  /** Rows that were marked as gone; or why none was, though some are missing. */
  gone: z.number().default(0),
  spared: z.string().optional(),
})
type Notes = z.output<typeof notes>

export type SourceRun = {
  id: string
  source: string
  by: string
  state: 'running' | 'done' | 'failed' | 'interrupted'
  startedAt: Temporal.Instant
  finishedAt: Temporal.Instant | undefined
  since: string | undefined
  reached: string | undefined
  reading: string
  rows: number
  rejected: number
  merged: Merged
  columns: string[]
  notes: Notes
  error: string | undefined
}

/** Whoever was not seen for so long is dead. */
const DEAD_AFTER = '2 minutes'

type Begun = Pick<SourceRun, 'id' | 'source' | 'by' | 'reading' | 'since' | 'startedAt'> & { version: number }

/** Notes that a run begins; those of dead ones were interrupted. False where one is at work, and nothing is noted. */
export async function beginRun(db: Database, run: Begun): Promise<boolean> {
  const { id, source, version, by, reading, since, startedAt } = run
  await db.$executeRaw`
    UPDATE source_runs SET state = 'interrupted'
    WHERE source = ${source} AND state = 'running' AND seen_at < clock_timestamp() - ${DEAD_AFTER}::interval`
  const begun = await db.$executeRaw`
    INSERT INTO source_runs (id, source, version, by, started_at, seen_at, reading, since)
    VALUES (${id}::uuid, ${source}, ${version}, ${by}, ${new Date(startedAt.epochMilliseconds)}, clock_timestamp(),
      ${reading}, ${since ?? null})
    ON CONFLICT (source) WHERE state = 'running' DO NOTHING`
  return begun > 0
}

/** Says that a run is still at work. */
export async function seeRun(db: Database, id: string): Promise<void> {
  await db.$executeRaw`UPDATE source_runs SET seen_at = clock_timestamp() WHERE id = ${id}::uuid AND state = 'running'`
}

type Ended = { rows: number; rejected: number; reached: string | undefined; columns: string[]; notes: Notes }

/** In the transaction that writes the rows: so a run is done if and only if they are there. */
export async function endRun(
  tx: Database | Transaction,
  id: string,
  { merged, ...ended }: Ended & { merged: Merged },
  at: Date,
): Promise<void> {
  const data = { ...ended, ...merged, reached: ended.reached ?? null, state: 'done', finishedAt: at }
  await tx.sourceRun.update({ where: { id }, data })
}

export async function failRun(db: Database, id: string, error: string, at: Date): Promise<void> {
  await db.sourceRun.update({ where: { id }, data: { state: 'failed', error, finishedAt: at } })
}

/** The newest run that is done. */
export async function lastDone(db: Database | Transaction, source: string): Promise<SourceRun | undefined> {
  const row = await db.sourceRun.findFirst({
    where: { source, state: 'done' },
    orderBy: { seenAt: 'desc' },
  })
  return row ? runOf(row) : undefined
}

/** The newest runs, of one source or of each of all. */
export async function recentRuns(db: Database, most: number, source?: string): Promise<SourceRun[]> {
  const rows = await db.sourceRun.findMany({
    ...(source !== undefined && { where: { source } }),
    orderBy: { seenAt: 'desc' },
    take: most,
  })
  return rows.map(runOf)
}

/** Of every source its newest run and its newest that is done. */
export async function newestRuns(db: Database): Promise<Map<string, { last: SourceRun; done?: SourceRun }>> {
  const newest = await db.sourceRun.findMany({ orderBy: { seenAt: 'desc' }, distinct: ['source'] })
  const done = await db.sourceRun.findMany({
    where: { state: 'done' },
    orderBy: { seenAt: 'desc' },
    distinct: ['source'],
  })
  const doneBy = new Map(done.map((row) => [row.source, runOf(row)]))
  return new Map(
    newest.map((row) => {
      const ended = doneBy.get(row.source)
      return [row.source, { last: runOf(row), ...(ended && { done: ended }) }]
    }),
  )
}

/** What each source gave beside the key when it last ran. */
export async function columnsLastGiven(tx: Transaction): Promise<Map<string, string[]>> {
  const rows = await tx.sourceRun.findMany({
    where: { state: 'done' },
    orderBy: { seenAt: 'desc' },
    distinct: ['source'],
    select: { source: true, columns: true },
  })
  return new Map(rows.map(({ source, columns }) => [source, columns]))
}

type Row = Prisma.SourceRunGetPayload<object>

function runOf(row: Row): SourceRun {
  const { id, source, by, reading, rows, rejected, columns, added, changed, unchanged } = row
  return {
    ...{ id, source, by, reading, rows, rejected, columns },
    state: z.enum(['running', 'done', 'failed', 'interrupted']).parse(row.state),
    startedAt: instantOf(row.startedAt),
    finishedAt: row.finishedAt ? instantOf(row.finishedAt) : undefined,
    since: row.since ?? undefined,
    reached: row.reached ?? undefined,
    merged: { added, changed, unchanged },
    notes: notes.parse(row.notes),
    error: row.error ?? undefined,
  }
}

const instantOf = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime())

/** Accounts or contacts that have a persona, some at a time. */
export async function* taggedInPages(
  db: Database,
  table: string,
  page: number,
): AsyncGenerator<{ id: string; persona: string }[]> {
  let last = ''
  for (;;) {
    const rows =
      table === 'contacts'
        ? await db.$queryRaw<{ id: string; persona: string }[]>`
            SELECT contact_id AS id, persona FROM contacts
            WHERE persona IS NOT NULL AND contact_id > ${last} ORDER BY contact_id LIMIT ${page}`
        : await db.$queryRaw<{ id: string; persona: string }[]>`
            SELECT account_id AS id, persona FROM accounts
            WHERE persona IS NOT NULL AND account_id > ${last} ORDER BY account_id LIMIT ${page}`
    if (rows.length > 0) yield rows
    last = rows.at(-1)?.id ?? ''
    if (rows.length < page) return
  }
}
