import { connectDatabase } from '#src/db/connect.ts'
import { importTable } from '#src/ingest/import-table.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'

/** What `import-accounts` does with a database on a server, without the rest of the command line. */
const [url = '', file = '', map = ''] = process.argv.slice(2)
const { db, close } = connectDatabase(url)
const now = () => Temporal.Instant.from('2026-11-22T10:00:00Z')
const from = performance.now()
const imported = await importTable(
  { db, readLibrary: followLibrary(db), log: createLog('warn'), now, zone: 'UTC', currency: 'EUR' },
  { file, map, actor: 'operator' },
)
if (process.env.BENCH_DETAIL)
  process.stderr.write(`${JSON.stringify(imported)} ${performance.now() - from}\n`)
await close()
