import { connectDatabase } from '#src/db/connect.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'
import { serveEvents } from '#src/signals/serve-events.ts'

/** Takes events in, in a process of its own as in production, and says on which port. */
const [url = ''] = process.argv.slice(2)
const { db } = connectDatabase(url)
const now = () => Temporal.Now.instant()
const { port } = await serveEvents({ db, readLibrary: followLibrary(db), now, log: createLog('error') }, 0)
process.stdout.write(`${port}\n`)
