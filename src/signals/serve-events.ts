import { createAdaptorServer } from '@hono/node-server'
import type { Context } from '#src/context.ts'
import { causeOf, UserError } from '#src/errors.ts'
import { eventsEndpoint } from './endpoint.ts'
import { receiver } from './receive.ts'
import { placeEvents } from './store.ts'
import { nameOfKey } from './write-key-store.ts'

export type EventsServer = { port: number; close(): Promise<void> }

const PLACE_EVERY_MS = 10 * 60_000
const SENT_WITHIN_MS = 30_000

/** Takes events in on a port of its own until it is closed; what is being stored then is finished first. */
export async function serveEvents(
  ctx: Pick<Context, 'db' | 'readLibrary' | 'now' | 'log'>,
  port: number,
): Promise<EventsServer> {
  const { db, log } = ctx
  const app = eventsEndpoint({
    receive: receiver(ctx),
    nameOfKey: (key) => nameOfKey(db, key),
    isWell: async () => await db.$queryRaw`SELECT 1`,
    log,
  })
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { requestTimeout: SENT_WITHIN_MS, headersTimeout: SENT_WITHIN_MS },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, resolve)
  }).catch((error: unknown) => {
    throw new UserError(
      `Events can't be taken in on port ${port} (${causeOf(error)}): set another EVENTS_PORT.`,
    )
  })
  const placing = setInterval(() => void place(ctx), PLACE_EVERY_MS)
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: async () => {
      clearInterval(placing)
      await new Promise((resolve) => {
        server.close(resolve)
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      })
    },
  }
}

/** An event may be stored in the very moment in which somebody says where its user is. */
async function place({ db, log }: Pick<Context, 'db' | 'log'>): Promise<void> {
  await placeEvents(db).catch((error: unknown) =>
    log.warn({ cause: causeOf(error) }, 'Events were not given their accounts; it is tried again'),
  )
}
