import type { Database } from '#src/db/connect.ts'

/**
 * Definitions that were reckoned before, and found quick enough. A server stops what takes too long, so that once a
 * text and process is enough there; the embedded database can't be told to stop, and is asked before each run.
 */
const quick = new WeakMap<Database, Set<string>>()

/** Whether a definition over so many periods need not be reckoned again. */
export const isReckoned = (db: Database, sql: string, periods: number): boolean =>
  quick.get(db)?.has(keyOf(sql, periods)) ?? false

export async function keepReckoned(db: Database, sql: string, periods: number): Promise<void> {
  if (!(await canStop(db))) return
  const known = quick.get(db) ?? new Set()
  quick.set(db, known.add(keyOf(sql, periods)))
}

const keyOf = (sql: string, periods: number): string => `${periods} ${sql}`

/** Whether the database keeps a time limit: the embedded one, which is compiled to WebAssembly, doesn't. */
async function canStop(db: Database): Promise<boolean> {
  const [row] = await db.$queryRaw<{ version: string }[]>`SELECT version()`
  return row !== undefined && !row.version.includes('emscripten')
}
