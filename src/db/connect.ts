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
  /** Told when a connection dies while nobody uses it; the next query opens another one. */
  onLost?: (error: Error) => void
}

const CONNECT_WITHIN_MS = 3_000
/** A server that says nothing for so long, though it owes an answer, is taken for dead. */
const SILENCE_MS = 10_000
/** Shorter than the silence, so that a healthy idle connection is closed in the ordinary way. */
const IDLE_MS = 7_000

/** A pool that outlives the server: a dead database is an error within seconds, a returning one just works. */
export function connectDatabase(url: string, { poolSize = 10, onLost = () => {} }: Options = {}): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    idleTimeoutMillis: IDLE_MS,
    stream: socketThatGivesUp,
  })
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
function socketThatGivesUp(): Socket {
  const socket = new Socket()
  socket.setTimeout(SILENCE_MS, () =>
    socket.destroy(new Error(`the database said nothing for ${SILENCE_MS / 1000} seconds`)),
  )
  return socket
}
