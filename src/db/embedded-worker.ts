import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { Place } from './embedded-thread.ts'
import { servePglite } from './wire-server.ts'

/** A quarter of PostgreSQL's default, all of which PGlite would take at once; the system caches the files as well. */
const SHARED_BUFFERS = 'shared_buffers=32MB'

/**
 * The thread of the embedded database, so that a heavy query holds up nothing else. It says "ready" once, and ends
 * when it is told anything; a database that breaks ends it too, and whoever started it starts another.
 */
const { pgdata, socketFolder }: Place = workerData
const pglite = await PGlite.create(pgdata, {
  startParams: [...PGlite.defaultStartParams, '-c', SHARED_BUFFERS],
})
const server = await servePglite(pglite, socketFolder, { onBroken: endThread })
parentPort?.once('message', async () => {
  await server.close()
  await pglite.close()
  parentPort?.close()
})
parentPort?.postMessage('ready')

/** Outside of the promise in which it happened, so that it reaches whoever started the thread. */
function endThread(error: unknown) {
  setImmediate(() => {
    throw error
  })
}
