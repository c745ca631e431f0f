import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { openDatabase } from '#src/db/open.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

const open = (url: string) => openDatabase({ DATABASE_URL: url, DATA_DIR: '/nowhere' })

function changed(url: string, change: (url: URL) => void): string {
  const other = new URL(url)
  change(other)
  return other.href
}

test('a server that nobody runs is said with its place and without the password', async () => {
  await expect(open('postgresql://ada:s3cret@127.0.0.1:9/dramatis')).rejects.toThrow(
    "The database server at 127.0.0.1:9 can't be reached: start it, or mend DATABASE_URL.",
  )
})

test('a server that accepts and says nothing is said within seconds', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await new Promise((resolve) => silent.once('listening', resolve))
  const address = silent.address()
  const port = typeof address === 'object' ? address?.port : 0
  await expect(open(`postgresql://ada@127.0.0.1:${port}/dramatis`)).rejects.toThrow("can't be reached")
  silent.close()
})

onEngine('a server', (engine) => {
  const database = useDatabase(engine)

  test('a migrated server is opened, and nobody owns it', async () => {
    const { db, owner, engine, close } = await open(database.url)
    expect({ owner, engine, counters: await db.changeCounter.count() }).toEqual({
      owner: false,
      engine: 'server',
      counters: 1,
    })
    await close()
  })

  test('a wrong password is said with the user and without the password', async () => {
    await database.db.$executeRaw`CREATE ROLE guarded LOGIN PASSWORD 'right'`
    const wrong = changed(database.url, (url) => {
      url.username = 'guarded'
      url.password = 'wr0ng'
    })
    await expect(open(wrong)).rejects.toThrow(
      /^The database server at \S+ refuses the user guarded: mend the user or the password in DATABASE_URL\.$/,
    )
    const none = changed(wrong, (url) => {
      url.password = ''
    })
    await expect(open(none)).rejects.toThrow('refuses the user guarded')
    await database.db.$executeRaw`DROP ROLE guarded`
  })

  test('a database that does not exist is said with how to create it', async () => {
    const missing = changed(database.url, (url) => {
      url.pathname = 'personas'
    })
    await expect(open(missing)).rejects.toThrow(
      /^The database server at \S+ has no database personas: create it \(createdb personas\), or mend DATABASE_URL\.$/,
    )
  })

  test('a database that lacks a migration is said with what to run', async () => {
    await database.db.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name LIKE '%_init'`
    await expect(open(database.url)).rejects.toThrow(
      'The database lacks the migration 20261122000000_init: run npm run migrate, then start again.',
    )
  })
})
