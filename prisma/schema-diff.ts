import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { openSchemaEngine } from '#src/db/schema-engine.ts'

const SCHEMA = fileURLToPath(new URL('schema.prisma', import.meta.url))

/** The SQL that turns the database behind the URL into what schema.prisma says; undefined where it is that already. */
export async function diffAgainstSchema(url: string): Promise<string | undefined> {
  const content = await readFile(SCHEMA, 'utf8')
  const files = [{ path: SCHEMA, content }]
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  try {
    const engine = await openSchemaEngine(readingChars(pool), [[SCHEMA, content]])
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: process.cwd() },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    return exitCode === 0 ? undefined : (stdout ?? undefined)
  } finally {
    await pool.end()
  }
}

/** Object ids of PostgreSQL's types. */
const CHAR = 18
const TEXT = 25

/**
 * Prisma's adapter refuses the catalogue's type "char", which its own engine asks for when it reads a live schema.
 * Such columns are passed to it as text, and handed on as the characters that the engine expects.
 */
function readingChars(pool: pg.Pool): PrismaPg {
  const chars = new WeakMap<unknown[], number[]>()
  const query = pool.query.bind(pool)
  const asText = async (statement: pg.QueryArrayConfig) => {
    const result = await query(statement)
    chars.set(result.rows, retype(result.fields))
    return result
  }
  Object.assign(pool, { query: asText })
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    const read = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (statement) => {
      const result = await read(statement)
      for (const column of chars.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character
      return result
    }
    return adapter
  }
  return factory
}

function retype(fields: pg.FieldDef[] = []): number[] {
  return fields.flatMap((field, column) => {
    if (field.dataTypeID !== CHAR) return []
    field.dataTypeID = TEXT
    return [column]
  })
}
