import { UserError } from '#src/errors.ts'
import type { MappedColumn } from '#src/ingest/mapping.ts'
import { identifier, type Reader } from '#src/ingest/reader.ts'

/** DuckDB takes so many rows at once; beyond its memory they go to its own folder. */
const FLUSH_EVERY = 20_000

/**
 * Rows that a place streams become the table `mapping`, their values as text but for the cursor's, whose type is
 * given. Throws a UserError for two columns of one name.
 */
export async function landRows(
  { connection, run }: Reader,
  columns: { name: string; type: string }[],
  rows: AsyncIterable<(string | null)[]>,
): Promise<MappedColumn[]> {
  const mapped = columns.map(({ name, type }) => ({ as: name, name: name.toLowerCase(), type }))
  const twice = mapped.find(({ name }, index) => mapped.findIndex((one) => one.name === name) < index)
  if (twice) throw new UserError(`The SELECT gives the column ${twice.as} twice.`)
  await run(`CREATE TABLE landed (${mapped.map(({ as }) => `${identifier(as)} VARCHAR`).join(', ')})`)
  const appender = await connection.createAppender('landed')
  let count = 0
  for await (const row of rows) {
    for (const cell of row) {
      if (cell === null) appender.appendNull()
      else appender.appendVarchar(cell)
    }
    appender.endRow()
    if (++count % FLUSH_EVERY === 0) appender.flushSync()
  }
  appender.closeSync()
  const typed = mapped.map(({ as, type }) =>
    type === 'VARCHAR' ? identifier(as) : `${identifier(as)}::${type} AS ${identifier(as)}`,
  )
  await run(`CREATE VIEW mapping AS SELECT ${typed.join(', ')} FROM landed`)
  return mapped
}
