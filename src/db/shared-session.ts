import type { PGlite } from '@electric-sql/pglite'

interface Client {
  send(bytes: Buffer): unknown
  end(): unknown
}

interface Turn {
  client: Client
  bytes: Uint8Array
}

export interface SharedSession {
  run(client: Client, bytes: Uint8Array): void
  /** The client is gone: what it still wanted is dropped, its open transaction is rolled back. */
  leave(client: Client): void
  /** Resolves once nothing runs. */
  idle(): Promise<void>
}

/** Longer than a transaction of ours computes between two statements, shorter than other clients wait for an answer. */
const IDLE_IN_TRANSACTION_MS = 8_000
const READY = Buffer.from([...Buffer.from('Z'), 0, 0, 0, 5])
const READY_AND_IDLE = Buffer.concat([READY, Buffer.from('I')])
const SYNC = Buffer.from([...Buffer.from('S'), 0, 0, 0, 4])
const FLUSH = Buffer.from([...Buffer.from('H'), 0, 0, 0, 4])
const ROLLBACK = simpleQuery('ROLLBACK')

export interface SharingOptions {
  /** Hears of what is no error of SQL: the database itself broke down. */
  onBroken?: (error: unknown) => void
  /** How long a client may hold the session without using it, in ms. */
  patience?: number
}

/**
 * Takes turns on a session that knows of one client only. Who has opened a transaction keeps the session until it
 * ends; a client that stops in the middle of one (paused, or hung) loses its connection, since everybody waits for it.
 */
export function shareSession(
  pglite: PGlite,
  { onBroken = () => {}, patience = IDLE_IN_TRANSACTION_MS }: SharingOptions,
): SharedSession {
  const gone = new WeakSet<Client>()
  let queue: Turn[] = []
  let holder: Client | undefined
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const next = () => {
    if (running !== undefined) return
    const turn = holder === undefined ? queue[0] : queue.find(({ client }) => client === holder)
    if (turn === undefined) return
    queue.splice(queue.indexOf(turn), 1)
    clearTimeout(timer)
    running = take(turn).finally(() => {
      running = undefined
      next()
    })
  }

  const take = async ({ client, bytes }: Turn) => {
    const idle = await execute(pglite, client, bytes).catch((error: unknown) => {
      client.end()
      onBroken(error)
      return true
    })
    holder = idle ? undefined : client
    if (idle) return
    if (gone.has(client)) rollBack(client)
    else timer = setTimeout(() => client.end(), patience).unref()
  }

  const rollBack = (client: Client) => {
    queue.push({ client, bytes: Buffer.concat([SYNC, ROLLBACK]) })
  }

  return {
    run: (client, bytes) => {
      queue.push({ client, bytes })
      next()
    },
    leave: (client) => {
      gone.add(client)
      queue = queue.filter((turn) => turn.client !== client)
      if (holder === client) rollBack(client)
      next()
    },
    idle: async () => {
      while (running !== undefined) await running
    },
  }
}

/** Says whether the session is idle afterwards: not inside a transaction, nor in the middle of a statement. */
async function execute(pglite: PGlite, client: Client, bytes: Uint8Array): Promise<boolean> {
  let tail = Buffer.alloc(0)
  const onRawData = (data: Uint8Array) => {
    // A copy: the data lie in memory that the database goes on using.
    const answer = Buffer.from(data)
    client.send(answer)
    tail = Buffer.concat([tail, answer.subarray(-READY_AND_IDLE.length)]).subarray(-READY_AND_IDLE.length)
  }
  await pglite.runExclusive(() => pglite.execProtocolRawStream(bytes, { onRawData }))
  if (asksForReadiness(bytes) && !tail.subarray(0, -1).equals(READY)) {
    // PGlite swallows the exhaustion of its stack, and is unusable from then on.
    throw new Error('PGlite broke off in the middle of a statement')
  }
  return tail.equals(READY_AND_IDLE)
}

/** All but a Flush, after which a client may go on with the same statement. */
function asksForReadiness(bytes: Uint8Array): boolean {
  return !Buffer.from(bytes.subarray(-FLUSH.length)).equals(FLUSH)
}

/** A Query message of the PostgreSQL protocol. */
function simpleQuery(sql: string): Buffer {
  const text = Buffer.from(`${sql}\0`)
  const head = Buffer.alloc(5)
  head.write('Q')
  head.writeInt32BE(4 + text.length, 1)
  return Buffer.concat([head, text])
}
