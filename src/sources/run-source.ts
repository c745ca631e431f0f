import { createHash, randomUUID } from 'node:crypto'
import { appendAudit } from '#src/audit/store.ts'
import type { Context } from '#src/context.ts'
import type { Transaction } from '#src/db/connect.ts'
import { causeOf, UserError } from '#src/errors.ts'
import { markGone } from '#src/ingest/gone.ts'
import { mergeAccepted } from '#src/ingest/merge.ts'
import { refuseToOverwrite, writeRejects } from '#src/ingest/rejects.ts'
import type { Merged } from '#src/ingest/store.ts'
import { demandOf } from '#src/members/actor.ts'
import type { Source } from './find-source.ts'
import { type ReadSource, readSource } from './read-source.ts'
import { beginRun, endRun, failRun, lastDone, type SourceRun, seeRun } from './store.ts'

type Options = {
  /** A handle, operator, or clock. */
  by: string
  /** Reads everything, wherever the last run ended. */
  all?: boolean
  /** Where rejected rows are listed, if they are to be. */
  rejects?: string | undefined
}

export type RanSource = { merged: Merged; since: string | undefined } & Pick<
  ReadSource,
  'rows' | 'rejected' | 'rejectedRows' | 'erased' | 'reached' | 'left'
> & { notKept: string[]; gone: number; spared: string | undefined }

const SEEN_EVERY_MS = 20_000

/**
 * Runs a source: reads it from where the last run got to, checks every row, and takes the accepted ones in with the
 * note of how far it got, all in one transaction. Throws a UserError, having changed nothing, where that can't be.
 */
export async function runSource(ctx: Context, source: Source, options: Options): Promise<RanSource> {
  const { db } = ctx
  const { rejects } = options
  await demandOf(db, options.by, 'run-sources', { subject: source.slug })
  if (rejects !== undefined) await refuseToOverwrite(rejects, [])
  const reading = readingOf(source)
  const before = await lastDone(db, source.slug)
  const goesOn = !options.all && before?.reading === reading
  const since = goesOn ? before.reached : undefined
  const id = randomUUID()
  const { slug, version } = source
  const run = { id, source: slug, version, by: options.by, reading, since, startedAt: ctx.now() }
  if (!(await beginRun(db, run)))
    throw new UserError(
      `The source ${source.title} is being read right now: wait until that is over (npm run -s dramatis -- sources list).`,
    )
  const beat = setInterval(() => void seeRun(db, id).catch(() => undefined), SEEN_EVERY_MS)
  try {
    return await take(ctx, source, { ...options, id, since, before })
  } catch (error) {
    await failRun(db, id, causeOf(error), new Date(ctx.now().epochMilliseconds))
    throw error
  } finally {
    clearInterval(beat)
  }
}

type Run = Options & { id: string; since: string | undefined; before: SourceRun | undefined }

async function take(ctx: Context, source: Source, run: Run): Promise<RanSource> {
  const read = await readSource(ctx, source, run.since)
  try {
    const { rows, rejected, rejectedRows, erased, left, given } = read
    if (run.rejects !== undefined) await writeRejects(read.reader, run.rejects, given, rejectedRows > 0)
    // What nothing new was read of got as far as before.
    const reached = further(read.reached, run.since)
    const { gone, ...merged } = await merge(ctx, source, read, { ...run, reached })
    const { spared } = read.vanished
    const found = {
      rows,
      rejected,
      rejectedRows,
      erased,
      reached,
      left,
      gone,
      spared,
      notKept: given.notKept,
    }
    return { merged, since: run.since, ...found }
  } finally {
    await read.reader.close()
  }
}

async function merge(
  ctx: Context,
  source: Source,
  read: ReadSource,
  run: Run & { reached: string | undefined },
): Promise<Merged & { gone: number }> {
  const { rows, rejected, rejectedRows, erased, columns, left, given, vanished } = read
  const { spared } = vanished
  const notes = {
    reasons: rejected.slice(0, 20),
    notKept: given.notKept,
    left,
    erased,
    ...(spared && { spared }),
  }
  const ended = { rows, rejected: rejectedRows, reached: run.reached, columns, notes }
  let gone = 0
  const record = async (tx: Transaction, merged: Merged, at: Date) => {
    gone = await markGone(tx, given.table, vanished.gone, at)
    await endRun(tx, run.id, { ...ended, notes: { ...notes, gone }, merged }, at)
    if (merged.added + merged.changed + gone === 0) return
    const payload = { table: given.table.name, version: source.version, rows, ...merged, gone, rejected }
    await appendAudit(tx, { actor: run.by, action: 'run-source', subject: source.slug, payload, at })
  }
  const none: Merged = { added: 0, changed: 0, unchanged: 0 }
  if (rows === 0) {
    const at = new Date(ctx.now().epochMilliseconds)
    await ctx.db.$transaction((tx) => record(tx, none, at))
    return { ...none, gone }
  }
  const merged = await mergeAccepted(ctx, read.reader, given, {
    from: source.slug,
    refuse: () => refuseAll(source, read),
    begin: (tx) => refuseIfOvertaken(tx, source, run.before),
    record,
  })
  return { ...merged, gone }
}

function refuseAll({ title, slug }: Source, { rows, rejected }: ReadSource): never {
  const [first] = rejected
  throw new UserError(
    `Nothing was imported: all ${rows} rows of the source ${title} were rejected, most of them because ${first?.reason}. npm run -s dramatis -- sources check ${slug} shows the first of them.`,
  )
}

/** Rows that were read before another run's would put the past in the place of what is newer. */
async function refuseIfOvertaken(
  tx: Transaction,
  source: Source,
  before: SourceRun | undefined,
): Promise<void> {
  const last = await lastDone(tx, source.slug)
  if (last?.id === before?.id) return
  throw new UserError(
    `The source ${source.title} was read by somebody else meanwhile, whose rows are newer: nothing of this run was taken.`,
  )
}

/** The digest of everything that makes what is read: another SELECT begins anew. */
function readingOf({ body }: Source): string {
  const { connection, table, files, select, cursor } = body
  return createHash('sha256')
    .update(JSON.stringify({ connection, table, files, select, cursor }))
    .digest('hex')
}

/** A run that looked back and found nothing newer got no less far than the one before. */
function further(reached: string | undefined, since: string | undefined): string | undefined {
  if (reached === undefined || since === undefined) return reached ?? since
  const [a, b] = [Number(reached), Number(since)]
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a >= b ? reached : since
  return Date.parse(reached) >= Date.parse(since) ? reached : since
}
