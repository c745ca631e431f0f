import type { DuckDBPreparedStatement } from '@duckdb/node-api'
import { causeOf, UserError } from '#src/errors.ts'
import type { Reader } from './reader.ts'

/** A mapping that was found to be one SELECT over `input`. */
export type Mapping = { sql: string; columns: MappedColumn[] }

export type MappedColumn = {
  /** As the mapping calls it. */
  as: string
  /** In small letters, which names of our columns are written in. */
  name: string
  /** DuckDB's type, such as VARCHAR or DECIMAL(18,4). */
  type: string
}

/** DuckDB's number for a statement that reads. */
const SELECT = 1

/** Throws a UserError unless the text is one SELECT that DuckDB accepts as it is locked: reading the file alone. */
export async function readMapping({ connection }: Reader, sql: string, name: string): Promise<Mapping> {
  const statement = await prepareOnly(connection, sql, name).catch((error: unknown) => {
    throw error instanceof UserError ? error : explainMapping(error, name)
  })
  try {
    return { sql, columns: columnsOf(statement, name) }
  } finally {
    statement.destroySync()
  }
}

async function prepareOnly(connection: Reader['connection'], sql: string, name: string) {
  const refuse = (what: string) =>
    new UserError(`The mapping ${name} ${what}; it has to be one SELECT over input, the file's rows.`)
  if (isBlank(sql)) throw refuse('is empty')
  const statements = await connection.extractStatements(sql)
  if (statements.count !== 1) throw refuse(`holds ${statements.count} statements`)
  const statement = await statements.prepare(0)
  if (statement.statementType !== SELECT) throw refuse('does something else than reading')
  if (statement.parameterCount > 0) throw refuse('has parameters')
  return statement
}

/** Nothing but blanks and comments, on which DuckDB's parser gives up without a word. */
const isBlank = (sql: string): boolean => sql.replaceAll(/--.*|\/\*[\s\S]*?\*\/|[\s;]/g, '') === ''

function columnsOf(statement: DuckDBPreparedStatement, name: string): MappedColumn[] {
  const columns = Array.from({ length: statement.columnCount }, (_, index) => {
    const as = statement.columnName(index)
    return { as, name: as.toLowerCase(), type: String(statement.columnType(index)) }
  })
  const twice = columns.find((column, index) =>
    columns.slice(0, index).some((one) => one.name === column.name),
  )
  if (twice) throw new UserError(`The mapping ${name} gives the column ${twice.as} twice.`)
  return columns
}

/** What DuckDB says about a mapping, in the words of the person who wrote it. */
export function explainMapping(error: unknown, name: string): UserError {
  const cause = causeOf(error)
  if (/file system operations are disabled|Permission Error|external extensions/.test(cause)) {
    return new UserError(
      `The mapping ${name} may read input alone, not other files, addresses or extensions.`,
    )
  }
  if (/Out of Memory/i.test(cause)) {
    return new UserError(`The mapping ${name} needs more memory than an import may take: ${cause}`)
  }
  const said = cause.replace(/ LINE \d+:.*$/s, '').replace(/^\w+( \w+)? Error: /, '')
  const advice = /Conversion Error/.test(cause) ? '; TRY_CAST and try_strptime give null instead' : ''
  return new UserError(`The mapping ${name} doesn't fit the file: ${said}${advice}`, { cause: error })
}
