import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectDatabase, type Database } from '#src/db/connect.ts'
import { servePglite } from '#src/db/wire-server.ts'
import { type Cluster, createCluster } from '#test/support/cluster.ts'
import { onEngine, openTemplate } from '#test/support/database.ts'

const ask = (db: Database) => db.$queryRaw`SELECT 1 AS one`
const ANSWER = [{ one: 1 }]

/** In milliseconds; whether it succeeded doesn't matter. */
async function timeOf(work: Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work.catch(() => {})
  return performance.now() - begin
}

onEngine('a server', () => {
  let cluster: Cluster
  const lost: Error[] = []
  const connect = (options = {}) =>
    connectDatabase(cluster.url('postgres'), { ...options, onLost: (error) => lost.push(error) })

  beforeAll(async () => {
    const created = await createCluster()
    if (created === undefined)
      throw new Error('This test stops and starts a server of its own: apt-get install postgresql.')
    cluster = created
  })
  afterAll(() => cluster.remove())

  test('a server that stops is an error at once, and works again after it started, with no restart of ours', async () => {
    const { db, close } = connect()
    expect(await ask(db)).toEqual(ANSWER)
    await cluster.stop()
    await expect(ask(db)).rejects.toThrow()
    expect(await timeOf(ask(db))).toBeLessThan(4_000)
    await cluster.start()
    await expect.poll(() => ask(db)).toEqual(ANSWER)
    expect(lost.length).toBeGreaterThan(0)
    await close()
  })

  test('a transaction that the server cuts off fails and leaves nothing behind', async () => {
    const { db, close } = connect()
    await db.$executeRaw`CREATE TABLE cut_off (n int)`
    const transaction = db.$transaction(async (open) => {
      await open.$executeRaw`INSERT INTO cut_off VALUES (1)`
      await cluster.stop()
      await open.$executeRaw`INSERT INTO cut_off VALUES (2)`
    })
    await expect(transaction).rejects.toThrow()
    await cluster.start()
    await expect.poll(() => db.$queryRaw`SELECT count(*)::int AS count FROM cut_off`).toEqual([{ count: 0 }])
    await close()
  })

  test('a server that hangs is an error within the silence, and its connections are not used again', async () => {
    const { db, close } = connect({ silence: 500, poolSize: 2 })
    await Promise.all([ask(db), ask(db)])
    cluster.pause()
    expect(await timeOf(Promise.all([ask(db), ask(db)]))).toBeLessThan(2_000)
    cluster.resume()
    await expect.poll(() => ask(db)).toEqual(ANSWER)
    await close()
  })
})

test('an owner of the embedded database that ends and is followed by another is joined again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dramatis-gone-'))
  const pglite = await openTemplate()
  const first = await servePglite(pglite, folder)
  const { db, close } = connectDatabase(first.url, { poolSize: 2 })
  expect(await ask(db)).toEqual(ANSWER)
  await first.close()
  await expect(ask(db)).rejects.toThrow()
  const second = await servePglite(pglite, folder)
  expect(await ask(db)).toEqual(ANSWER)
  await close()
  await second.close()
  await pglite.close()
  await rm(folder, { recursive: true })
})
