import { Socket } from 'node:net'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from '#prisma/generated/client.ts'

export type Database = PrismaClient
export type Transaction = Prisma.TransactionClient

export interface Connection {
  db: Database
  close(): Promise<void>
}

interface Options {
  poolSize?: number
  /** A server that says nothing for so long, though it owes an answer, is taken for dead. In ms. */
  silence?: number
  /** Told when a connection dies while nobody uses it; the next query opens another one. */
  onLost?: (error: Error) => void
}

const CONNECT_WITHIN_MS = 5_000
const SILENCE_MS = 10_000

/** A pool that outlives the server: a dead database is an error within seconds, a returning one just works. */
export function connectDatabase(url: string, options: Options = {}): Connection {
  const { poolSize = 10, silence = SILENCE_MS, onLost = () => {} } = options
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    // Before the silence ends it: a healthy idle connection is closed in the ordinary way.
    idleTimeoutMillis: silence * 0.7,
    stream: () => socketThatGivesUp(silence),
  })
  // The pool stops listening to a connection that it closes, Prisma to the pool when it disconnects; and an error
  // without a listener ends the process.
  pool.on('connect', (client) => void client.on('error', () => {}))
  pool.on('error', () => {})
  const adapter = new PrismaPg(pool, { onPoolError: onLost, onConnectionError: onLost })
  const db = new PrismaClient({ adapter })
  return {
    db,
    close: async () => {
      await db.$disconnect()
      await pool.end()
    },
  }
}

/**
 * pg's own query_timeout leaves the statement running on a connection that goes back to the pool, possibly inside
 * an open transaction. Ending the socket makes pg throw that connection away.
 */
function socketThatGivesUp(silence: number): Socket {
  const socket = new Socket()
  socket.setTimeout(silence, () => socket.destroy(new Error(`the database said nothing for ${silence} ms`)))
  return socket
}
