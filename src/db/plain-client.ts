import pg from 'pg'

const CONNECT_WITHIN_MS = 8_000

/** One connection without Prisma, for what must be known before there is a pool. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS })
  // Whoever waits for an answer is told; without a listener Node would end the process as well.
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end()
  }
}
