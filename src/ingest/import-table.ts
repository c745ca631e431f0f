import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { appendAudit } from '#src/audit/store.ts'
import type { Context } from '#src/context.ts'
import { causeOf, UserError } from '#src/errors.ts'
import { demandOf } from '#src/members/actor.ts'
import { precedenceIn } from '#src/tags/in-force.ts'
import { checkRows, mapRows } from './check-rows.ts'
import { acceptedChunks } from './chunks.ts'
import { type Given, sortColumns, storedColumns } from './given.ts'
import { listAccounts, tagPersonas } from './look-up.ts'
import { readMapping } from './mapping.ts'
import { openReader, type Reader } from './reader.ts'
import {
  collectRejects,
  type RejectReason,
  refuseToOverwrite,
  rejectsBeside,
  writeRejects,
} from './rejects.ts'
import { inspectFile, type SourceFile } from './source-file.ts'
import { dropChunks, type Merged, mergeChunk, stageChunk, takeTurn } from './store.ts'
import { recogniseTable } from './tables.ts'

export type ImportRequest = {
  /** Paths of the file and of its mapping, one SELECT over `input`. */
  file: string
  map: string
  /** Needed only where the mapping's columns don't tell. */
  table?: string | undefined
  /** Where rejected rows are listed; beside the file if not said. */
  rejects?: string | undefined
  actor: string
}

export type ImportedTable = Merged & {
  table: string
  file: string
  rejected: RejectReason[]
  rejectedRows: number
  rejects: string
  /** Columns of personal data that the mapping gave and that stayed out. */
  notKept: string[]
}

const MERGE_WITHIN_MS = 30 * 60_000

/**
 * Reads a file through a mapping into one table, in one transaction: rows that fit go in, the others are listed with
 * their reasons. Throws a UserError, having changed nothing, where the file, the mapping or all rows don't fit, or
 * where its actor may import none.
 */
export async function importTable(ctx: Context, request: ImportRequest): Promise<ImportedTable> {
  await demandOf(ctx.db, request.actor, 'import-accounts', { subject: basename(request.file) })
  const file = await inspectFile(request.file)
  const rejects = request.rejects ?? rejectsBeside(request.file)
  await refuseToOverwrite(rejects, [request.file, request.map])
  const reader = await openReader(file, ctx.zone).catch((error: unknown) => {
    throw new UserError(`${file.name} can't be read as ${file.format}: ${firstLine(error)}`, { cause: error })
  })
  try {
    const given = await check(ctx, reader, request)
    const rejected = await collectRejects(reader, file, given)
    const rejectedRows = rejected.reduce((sum, { rows }) => sum + rows, 0)
    await writeRejects(reader, rejects, given, rejectedRows > 0)
    const merged = await store(ctx, reader, given, { request, file, rejected, rejects })
    const { table, notKept } = given
    return { ...merged, table: table.name, file: file.name, rejected, rejectedRows, rejects, notKept }
  } finally {
    await reader.close()
  }
}

async function check(ctx: Context, reader: Reader, { map, table }: ImportRequest): Promise<Given> {
  const name = basename(map)
  const sql = await readFile(map, 'utf8').catch((error: unknown) => {
    throw new UserError(`The mapping ${map} can't be read: ${causeOf(error)}.`, { cause: error })
  })
  const mapping = await readMapping(reader, sql, name)
  const given = sortColumns(
    recogniseTable(
      mapping.columns.map((column) => column.as),
      table,
    ),
    mapping,
  )
  await mapRows(reader, mapping, given, name)
  await tagPersonas(ctx, reader, given)
  await listAccounts(ctx.db, reader, given)
  await checkRows(reader, given, ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate())
  return given
}

type Outcome = { request: ImportRequest; file: SourceFile; rejected: RejectReason[]; rejects: string }

async function store(ctx: Context, reader: Reader, given: Given, outcome: Outcome): Promise<Merged> {
  const { db } = ctx
  const importId = randomUUID()
  const at = new Date(ctx.now().epochMilliseconds)
  const columns = storedColumns(given)
  const tagging = { source: outcome.file.name, precedence: precedenceIn(await ctx.readLibrary()) }
  try {
    let chunks = 0
    for await (const chunk of acceptedChunks(reader, columns)) await stageChunk(db, importId, chunks++, chunk)
    refuseNothing(chunks, outcome)
    return await db.$transaction(
      async (tx) => {
        await takeTurn(tx, given.table)
        const merged: Merged = { added: 0, changed: 0, unchanged: 0 }
        for (let number = 0; number < chunks; number++) {
          const { added, changed, unchanged } = await mergeChunk(tx, given.table, columns, {
            importId,
            number,
            at,
            tagging,
          })
          merged.added += added
          merged.changed += changed
          merged.unchanged += unchanged
        }
        await appendAudit(tx, auditOf(given, outcome, merged, at))
        return merged
      },
      { timeout: MERGE_WITHIN_MS, maxWait: 30_000 },
    )
  } finally {
    await dropChunks(db, importId, at)
  }
}

function refuseNothing(chunks: number, { file, rejected, rejects }: Outcome): void {
  if (chunks > 0) return
  const [first] = rejected
  if (first === undefined)
    throw new UserError(`The mapping gives no rows from ${file.name}: nothing was imported.`)
  throw new UserError(
    `Nothing was imported: all rows of ${file.name} were rejected, most of them because ${first.reason}. They are listed in ${rejects}.`,
  )
}

function auditOf(given: Given, { request, file, rejected }: Outcome, merged: Merged, at: Date) {
  const payload = {
    file: file.name,
    sha256: file.sha256,
    mapping: basename(request.map),
    ...merged,
    rejected,
  }
  return { actor: request.actor, action: 'import', subject: given.table.name, payload, at }
}

const firstLine = (error: unknown): string =>
  causeOf(error)
    .replace(/^\w+( \w+)? Error: /, '')
    .slice(0, 300)
