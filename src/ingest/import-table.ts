import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { appendAudit } from '#src/audit/store.ts'
import type { Context } from '#src/context.ts'
import { neededOf } from '#src/dictionary/rules.ts'
import { causeOf, UserError } from '#src/errors.ts'
import { demandOf } from '#src/members/actor.ts'
import { checkMapping, viewMapping } from './check-rows.ts'
import { type Given, sortColumns } from './given.ts'
import { readMapping } from './mapping.ts'
import { mergeAccepted } from './merge.ts'
import { openFiles, type Reader } from './reader.ts'
import {
  collectRejects,
  type RejectReason,
  refuseToOverwrite,
  rejectsBeside,
  writeRejects,
} from './rejects.ts'
import { inspectFile, type SourceFile } from './source-file.ts'
import type { Merged } from './store.ts'
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
  /** Rows of those who were erased before. */
  erased: number
}

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
  const reader = await openFiles([file], ctx.zone)
  try {
    const { given, erased } = await check(ctx, reader, request)
    const rejected = await collectRejects(reader, file.format, given)
    const rejectedRows = rejected.reduce((sum, { rows }) => sum + rows, 0)
    await writeRejects(reader, rejects, given, rejectedRows > 0)
    const outcome = { request, file, rejected, rejects, erased }
    const merged = await mergeAccepted(ctx, reader, given, {
      from: file.name,
      refuse: () => refuseNothing(outcome),
      record: (tx, counts, at) => appendAudit(tx, auditOf(given, outcome, counts, at)),
    })
    const { table, notKept } = given
    return { ...merged, table: table.name, file: file.name, rejected, rejectedRows, rejects, notKept, erased }
  } finally {
    await reader.close()
  }
}

async function check(
  ctx: Context,
  reader: Reader,
  { map, table }: ImportRequest,
): Promise<{ given: Given; erased: number }> {
  const name = basename(map)
  const sql = await readFile(map, 'utf8').catch((error: unknown) => {
    throw new UserError(`The mapping ${map} can't be read: ${causeOf(error)}.`, { cause: error })
  })
  const mapping = await readMapping(reader, sql, name)
  await viewMapping(reader, mapping, name)
  const filled = recogniseTable(
    mapping.columns.map((column) => column.as),
    table,
  )
  const rules = { needed: neededOf(await ctx.readLibrary(), filled.name), left: new Set<string>() }
  const given = sortColumns(filled, mapping, rules)
  return { given, ...(await checkMapping(ctx, reader, given, name)) }
}

type Outcome = {
  request: ImportRequest
  file: SourceFile
  rejected: RejectReason[]
  rejects: string
  erased: number
}

function refuseNothing({ file, rejected, rejects, erased }: Outcome): never {
  const [first] = rejected
  if (first === undefined && erased > 0)
    throw new UserError(
      `Nothing was imported: all ${erased} rows of ${file.name} are of customers who were erased before.`,
    )
  if (first === undefined)
    throw new UserError(`The mapping gives no rows from ${file.name}: nothing was imported.`)
  throw new UserError(
    `Nothing was imported: all rows of ${file.name} were rejected, most of them because ${first.reason}. They are listed in ${rejects}.`,
  )
}

function auditOf(given: Given, { request, file, rejected, erased }: Outcome, merged: Merged, at: Date) {
  const payload = {
    file: file.name,
    sha256: file.sha256,
    mapping: basename(request.map),
    ...merged,
    rejected,
    ...(erased > 0 && { erased }),
  }
  return { actor: request.actor, action: 'import', subject: given.table.name, payload, at }
}
