import type { Database } from '#src/db/connect.ts'
import { readErased } from '#src/erasure/erased-ids.ts'
import { rawOf } from './faults.ts'
import type { Given } from './given.ts'
import { READINGS } from './read-value.ts'
import type { Reader } from './reader.ts'

/** Columns of ids by which a customer or a person is known. */
const WHOSE = ['account_id', 'contact_id', 'user_id']

/** Takes the rows of those who were erased out of `mapped`, and says how many they were. */
export async function leaveOutErased(db: Database, reader: Reader, { columns }: Given): Promise<number> {
  const whose = columns.filter(({ name }) => WHOSE.includes(name))
  const erased = whose.length > 0 ? await readErased(db) : undefined
  if (!erased) return 0
  await reader.run('CREATE TABLE erased (digest VARCHAR)')
  const appender = await reader.connection.createAppender('erased')
  for await (const digests of erased.digests()) {
    for (const digest of digests) {
      appender.appendVarchar(digest)
      appender.endRow()
    }
    appender.flushSync()
  }
  appender.closeSync()
  const isErased = whose.map(
    (column) => `${erased.digest(READINGS[column.type].value(rawOf(column)))} IN (SELECT digest FROM erased)`,
  )
  const [left] = await reader.rows(`SELECT count(*)::INT AS n FROM mapped WHERE ${isErased.join(' OR ')}`)
  const n = Number(left?.n ?? 0)
  if (n > 0) await reader.run(`DELETE FROM mapped WHERE ${isErased.join(' OR ')}`)
  return n
}
