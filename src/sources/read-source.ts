import type { Context } from '#src/context.ts'
import { type Giving, leftToOthers, neededOf } from '#src/dictionary/rules.ts'
import { UserError } from '#src/errors.ts'
import { CURSOR, checkMapping } from '#src/ingest/check-rows.ts'
import { type Given, sortColumns } from '#src/ingest/given.ts'
import { type Vanished, vanishedFrom } from '#src/ingest/gone.ts'
import type { MappedColumn } from '#src/ingest/mapping.ts'
import type { Reader } from '#src/ingest/reader.ts'
import { collectRejects, type RejectReason } from '#src/ingest/rejects.ts'
import { GONE_TABLES, keyOfTable, recogniseTable } from '#src/ingest/tables.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { Opened, Wanted } from './connections/connection.ts'
import { addressExpected, connectorFor } from './connections/index.ts'
import { addressOf, type Source, variableOf } from './find-source.ts'
import { goOnFrom } from './go-on-from.ts'
import { newestRuns } from './store.ts'

/** What a source gives, checked row by row; nothing of it is written yet. Whoever gets it closes the reader. */
export type ReadSource = {
  reader: Reader
  given: Given
  rows: number
  /** Why rows are rejected, the most frequent reason first. */
  rejected: RejectReason[]
  rejectedRows: number
  /** Rows of those who were erased before, which are left out. */
  erased: number
  /** Keys of rows that its place no longer has; and why none is taken for gone, where that is doubtful. */
  vanished: Vanished
  /** How far the cursor got. */
  reached: string | undefined
  /** Columns left to another source, by its slug. */
  left: { column: string; to: string }[]
  /** Columns beside the key, in small letters. */
  columns: string[]
  /** What the SELECT gives, with its types there. */
  types: MappedColumn[]
}

/** Reads a source from the cursor on, or all of it. Throws a UserError that says what is wrong and what mends it. */
export async function readSource(
  ctx: Context,
  source: Source,
  since: string | undefined,
): Promise<ReadSource> {
  const { title, body } = source
  if (body.currency !== undefined && body.currency !== ctx.currency)
    throw new UserError(
      `The source ${title} is in ${body.currency}, and all money here is in ${ctx.currency}: let its SELECT convert the amounts, and say currency: ${ctx.currency}.`,
    )
  const limit = Temporal.Duration.from(body.timeLimit)
  const withinMs = limit.total({ unit: 'milliseconds', relativeTo: ctx.now().toZonedDateTimeISO('UTC') })
  const overdue = new AbortController()
  const timer = setTimeout(() => overdue.abort(), withinMs)
  try {
    const opened = await open(ctx, source, { since, withinMs, signal: overdue.signal })
    return await checkWithin(ctx, source, opened, overdue.signal)
  } catch (error) {
    if (!overdue.signal.aborted) throw error
    throw new UserError(
      `Reading the source ${title} took longer than ${limit.toLocaleString('en', { style: 'long' })}: make its SELECT narrower, give it a cursor, or raise its timeLimit.`,
      { cause: error },
    )
  } finally {
    clearTimeout(timer)
  }
}

/** What is computed only while it is read ends when the time is over. */
async function checkWithin(
  ctx: Context,
  source: Source,
  opened: Opened,
  signal: AbortSignal,
): Promise<ReadSource> {
  const beat = setInterval(() => signal.aborted && opened.reader.connection.interrupt(), INTERRUPT_EVERY_MS)
  try {
    return await check(ctx, source, opened)
  } catch (error) {
    await opened.reader.close()
    throw error
  } finally {
    clearInterval(beat)
  }
}

const INTERRUPT_EVERY_MS = 500

type Reading = { since: string | undefined } & Pick<Wanted, 'withinMs' | 'signal'>

async function open(ctx: Context, source: Source, { since, ...within }: Reading): Promise<Opened> {
  const { title, body } = source
  const address = addressOf(ctx, source)
  const variable = variableOf(body.connection)
  const connector = connectorFor(address)
  if (connector === undefined) throw new UserError(`${variable} should be ${addressExpected()}.`)
  const { cursor, lookback } = body
  return await connector.open({
    ...{ title, variable, address, select: body.select, files: body.files, zone: ctx.zone, ...within },
    key: GONE_TABLES.includes(body.table) ? keyOfTable(body.table)[0] : undefined,
    cursor: cursor === undefined ? undefined : { column: cursor, from: fromOf(since, lookback) },
  })
}

const fromOf =
  (since: string | undefined, lookback: string): NonNullable<Wanted['cursor']>['from'] =>
  (kind) =>
    since === undefined ? undefined : goOnFrom(since, kind, lookback)

async function check(ctx: Context, source: Source, opened: Opened): Promise<ReadSource> {
  const { title, body } = source
  const { reader } = opened
  const what = `The SELECT of the source ${title}`
  const names = opened.columns.map(({ as }) => as)
  const table = recogniseTable(names, body.table, what)
  const cursor = body.cursor?.toLowerCase()
  if (cursor !== undefined && !opened.columns.some(({ name }) => name === cursor))
    throw new UserError(
      `${what} gives no column ${body.cursor}, which is its cursor; it gives ${names.join(', ')}.`,
    )
  const library = await ctx.readLibrary()
  const columns = opened.columns
    .map(({ name }) => name)
    .filter((name) => !table.key.includes(name) && name !== REFERENCE && name !== cursor)
  const giving = { slug: source.slug, title, columns }
  const others = await othersOf(ctx, library, source)
  const left = leftToOthers(library, table.name, giving, others)
  const rules = { needed: neededOf(library, table.name), left: new Set(left.keys()) }
  const given = sortColumns(table, { sql: body.select, columns: opened.columns }, rules, body.cursor)
  const { erased } = await checkMapping(ctx, reader, given, `of the source ${title}`)
  const rejected = await collectRejects(reader, opened.format, given)
  const told: Vanished = { gone: opened.gone ?? [], spared: undefined }
  const vanished = body.full ? await vanishedFrom(ctx.db, reader, given, body.full.mayLose) : told
  const [counted] = await reader.rows(
    `SELECT count(*)::INT AS rows${given.cursor === undefined ? '' : `, max(${CURSOR})::VARCHAR AS reached`} FROM mapped`,
  )
  return {
    ...{ reader, given, rejected, columns, erased, vanished },
    rows: Number(counted?.rows ?? 0),
    rejectedRows: rejected.reduce((sum, { rows }) => sum + rows, 0),
    reached: typeof counted?.reached === 'string' ? counted.reached : undefined,
    types: opened.columns,
    left: [...left].map(([column, to]) => ({ column, to })),
  }
}

/** Says which account a row belongs to, as its key says which row it is. */
const REFERENCE = 'account_id'

/** What the other sources of the table gave when they last ran. */
async function othersOf({ db }: Context, library: Library, source: Source): Promise<Giving[]> {
  const others = entriesOf(library, 'source').filter(
    ({ slug, body }) => slug !== source.slug && body.table === source.body.table,
  )
  if (others.length === 0) return []
  const runs = await newestRuns(db)
  return others.map(({ slug, title }) => ({ slug, title, columns: runs.get(slug)?.done?.columns ?? [] }))
}
