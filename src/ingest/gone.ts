import { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { rawOf } from './faults.ts'
import type { Given } from './given.ts'
import { READINGS } from './read-value.ts'
import type { Reader } from './reader.ts'
import { keyIfGone, type Table } from './table.ts'

/** What a source that gives all rows no longer gives; `spared`: why none of it is taken for gone. */
export type Vanished = { gone: string[]; spared: string | undefined }

/**
 * Which rows of its table a source that gives all of them no longer gives. None where it gives nothing, or so few that
 * it is likelier to have been cut off: more than `mayLose` of those that are there would go. What was rejected is there.
 */
export async function vanishedFrom(
  db: Database,
  { connection, run, rows }: Reader,
  { table, columns }: Given,
  mayLose: number,
): Promise<Vanished> {
  const key = keyIfGone(table)
  const column = columns.find(({ name }) => name === key)
  if (key === undefined || column === undefined) return { gone: [], spared: undefined }
  await run('CREATE TABLE there (id VARCHAR)')
  const appender = await connection.createAppender('there')
  for await (const ids of idsInPages(db, table, key)) {
    for (const id of ids) {
      appender.appendVarchar(id)
      appender.endRow()
    }
    appender.flushSync()
  }
  appender.closeSync()
  const missing = `there ANTI JOIN (SELECT ${READINGS[column.type].value(rawOf(column))} AS id FROM mapped) given USING (id)`
  const [counted] = await rows(
    `SELECT (SELECT count(*)::INT FROM there) AS there, (SELECT count(*)::INT FROM ${missing}) AS missing, (SELECT count(*)::INT FROM mapped) AS given`,
  )
  const [before, lost] = [Number(counted?.there ?? 0), Number(counted?.missing ?? 0)]
  if (lost === 0) return { gone: [], spared: undefined }
  if (Number(counted?.given ?? 0) === 0) return { gone: [], spared: 'it gave no row at all' }
  if (lost > before * mayLose)
    return {
      gone: [],
      spared: `${lost} of ${before} rows are missing, more than ${Math.round(mayLose * 100)} %`,
    }
  const found = await rows(`SELECT id FROM ${missing}`)
  return { gone: found.map(({ id }) => String(id)), spared: undefined }
}

const PAGE = 20_000

/** Keys of the rows that are not gone. Those who were erased are under ids that no source has. */
async function* idsInPages(db: Database, { name }: Table, key: string): AsyncGenerator<string[]> {
  const [table, column] = [Prisma.raw(name), Prisma.raw(key)]
  for (let after = ''; ; ) {
    const rows = await db.$queryRaw<{ id: string }[]>`
      SELECT ${column} AS id FROM ${table}
      WHERE ${column} > ${after} AND gone_at IS NULL AND ${column} NOT LIKE 'erased-%' ORDER BY ${column} LIMIT ${PAGE}`
    if (rows.length > 0) yield rows.map(({ id }) => id)
    after = rows.at(-1)?.id ?? ''
    if (rows.length < PAGE) return
  }
}

/** Marks rows as gone from their source, and keeps them. How many were not yet. */
export async function markGone(tx: Transaction, table: Table, ids: string[], at: Date): Promise<number> {
  const key = keyIfGone(table)
  if (key === undefined) return 0
  let marked = 0
  for (let from = 0; from < ids.length; from += PAGE)
    marked += await tx.$executeRaw`
      UPDATE ${Prisma.raw(table.name)} SET gone_at = ${at}
      WHERE ${Prisma.raw(key)} = ANY(${ids.slice(from, from + PAGE)}::text[]) AND gone_at IS NULL`
  return marked
}
