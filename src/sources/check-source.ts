import type { Context } from '#src/context.ts'
import { hiddenFrom, viewerOf } from '#src/dictionary/sight.ts'
import { UserError } from '#src/errors.ts'
import { compareAccepted } from '#src/ingest/merge.ts'
import { identifier } from '#src/ingest/reader.ts'
import type { RejectReason } from '#src/ingest/rejects.ts'
import type { Merged } from '#src/ingest/store.ts'
import { demandOf } from '#src/members/actor.ts'
import type { Source } from './find-source.ts'
import { readSource } from './read-source.ts'

export type CheckedSource = {
  table: string
  rows: number
  /** What the SELECT gives: each column with its type there, and what becomes of it. */
  columns: { name: string; type: string; becomes: string }[]
  /** The first rows, as they would be kept, a text a cell; without what the data dictionary keeps from whoever asks. */
  first: string[][]
  rejected: RejectReason[]
  rejectedRows: number
  erased: number
  /** The first that are rejected, each with its reason. */
  rejects: string[]
  would: Merged
  /** How many would be marked as gone; or why none, though some are missing. */
  gone: number
  spared: string | undefined
  reached: string | undefined
}

const FIRST_ROWS = 5

/** Reads all of a source and says what a run would change. Writes nothing. */
export async function checkSource(ctx: Context, source: Source, by: string): Promise<CheckedSource> {
  await demandOf(ctx.db, by, 'run-sources', { subject: source.slug })
  const read = await readSource(ctx, source, undefined)
  const { reader, given, rows, rejected, rejectedRows, erased, reached, left, vanished } = read
  try {
    const kept = [...given.columns, ...given.further]
    if (kept.length === 0) throw new UserError(`The source ${source.title} gives nothing that is kept.`)
    const names = given.columns.map(({ name }) => name)
    const library = await ctx.readLibrary()
    const hidden = hiddenFrom(viewerOf(by, library), library)
    const isHidden = names.map((name) => hidden.has(`${given.table.name}.${name}`))
    const cells = names.map((name) => `coalesce(${identifier(name)}::VARCHAR, '')`)
    const found = await reader.rows(
      `SELECT [${cells.join(', ')}] AS cells FROM checked WHERE "!" IS NULL ORDER BY "#" LIMIT ${FIRST_ROWS}`,
    )
    const wrong = await reader.rows(`SELECT row, reason FROM rejected ORDER BY place LIMIT ${FIRST_ROWS}`)
    const leftTo = new Map(left.map(({ column, to }) => [column, to]))
    return {
      table: given.table.name,
      ...{ rows, rejected, rejectedRows, erased, reached },
      ...{ gone: vanished.gone.length, spared: vanished.spared },
      columns: read.types.map(({ as, name, type }) => ({ name: as, type, becomes: becomes(name, as) })),
      first: [
        names,
        ...found.map(({ cells }) => textsOf(cells).map((cell, at) => (isHidden[at] ? '…' : cell))),
      ],
      rejects: wrong.map(({ row, reason }) => `row ${String(row)}: ${String(reason)}`),
      would: await compareAccepted(ctx, reader, given),
    }
    function becomes(name: string, as: string): string {
      const to = leftTo.get(name)
      if (to !== undefined) return `left to the source ${to}`
      if (given.notKept.includes(as)) return 'personal data, not kept'
      if (names.includes(name)) return `${given.table.name}.${name}`
      return given.cursor === as ? 'the cursor' : 'an attribute'
    }
  } finally {
    await reader.close()
  }
}

const textsOf = (row: unknown): string[] => (Array.isArray(row) ? row.map(String) : [])
