import type { StoredColumn } from './given.ts'
import { identifier, quote, type Reader } from './reader.ts'

/** Small enough that merging one stays well below the silence after which a database is taken for dead. */
const ROWS_A_CHUNK = 10_000

/** The accepted rows in chunks: for each column, a literal of an array of PostgreSQL's. */
export async function* acceptedChunks(
  { run, rows }: Reader,
  columns: StoredColumn[],
): AsyncGenerator<string[]> {
  // Months together: a month's rows then lie side by side in the database, and its review reads few pages.
  const order = columns.some(({ type }) => type === 'month') ? 'month, "#"' : '"#"'
  const names = columns.map(({ name }) => identifier(name)).join(', ')
  await run(`
    CREATE TABLE accepted AS
    SELECT row_number() OVER () - 1 AS "#", ${names} FROM (SELECT * FROM checked WHERE "!" IS NULL ORDER BY ${order})`)
  const [counted] = await rows('SELECT count(*)::INT AS total FROM accepted')
  const total = Number(counted?.total ?? 0)
  const literals = columns.map(({ name, type }) => arrayLiteral(name, type))
  for (let from = 0; from < total; from += ROWS_A_CHUNK) {
    const [chunk] = await rows(
      `SELECT ${literals.join(', ')} FROM accepted WHERE "#" BETWEEN ${from} AND ${from + ROWS_A_CHUNK - 1}`,
    )
    yield columns.map(({ name }) => String(chunk?.[name]))
  }
}

function arrayLiteral(name: string, type: StoredColumn['type']): string {
  const text = `${identifier(name)}::VARCHAR`
  const element = isPlain(type)
    ? text
    : `'"' || replace(replace(${text}, ${quote('\\')}, ${quote('\\\\')}), '"', ${quote('\\"')}) || '"'`
  return `'{' || string_agg(coalesce(${element}, 'NULL'), ',' ORDER BY "#") || '}' AS ${identifier(name)}`
}

/** Numbers, days and yes or no need no quotation marks. */
const isPlain = (type: StoredColumn['type']): boolean =>
  ['date', 'month', 'money', 'score', 'count', 'boolean'].includes(type)
