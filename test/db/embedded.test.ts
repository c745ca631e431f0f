import { chmod, cp, mkdir, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startEmbedded } from '#src/db/embedded.ts'
import { migrateDatabase, openDatabase } from '#src/db/open.ts'
import { type RunningProcess, startDatabaseProcess } from '#test/support/processes.ts'

/** Several processes at once, and creating a database: slow where the machine has other work. */
const SLOW_MS = 90_000

let root: string
let made: string
let count = 0
const running: RunningProcess[] = []

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'dramatis-embedded-'))
  made = join(root, 'made')
  await migrateDatabase({ DATA_DIR: made, DATABASE_URL: undefined })
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((process) => process.kill()))
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** A data directory that was used before and has no owner. */
async function usedDirectory(): Promise<string> {
  const directory = join(root, `used-${count++}`)
  await cp(made, directory, { recursive: true })
  return directory
}

function start(directory: string, ownership: 'demand' | 'any', task?: string): RunningProcess {
  const started = startDatabaseProcess(directory, ownership, task)
  running.push(started)
  return started
}

const open = (directory: string, demandOwnership = false) =>
  openDatabase({ DATA_DIR: directory, DATABASE_URL: undefined }, { demandOwnership })

test('a new data directory is for its owner alone', async () => {
  expect((await stat(made)).mode & 0o777).toBe(0o700)
})

test('a data directory that others may read is closed to them', async () => {
  const directory = await usedDirectory()
  await chmod(directory, 0o755)
  const database = await open(directory)
  await database.close()
  expect((await stat(directory)).mode & 0o777).toBe(0o700)
})

test('a directory that holds other things is left alone', async () => {
  const directory = join(root, 'documents')
  await mkdir(directory)
  await chmod(directory, 0o755)
  await writeFile(join(directory, 'letter.txt'), 'Dear …')
  await expect(open(directory)).rejects.toThrow(
    `The data directory ${directory} holds other things (letter.txt): name an empty directory in DATA_DIR.`,
  )
  expect((await stat(directory)).mode & 0o777).toBe(0o755)
})

test('a data directory that cannot be made is said in one sentence', async () => {
  const file = join(root, 'a-file')
  await writeFile(file, '')
  await expect(open(join(file, 'data'))).rejects.toThrow(
    /^The data directory \S+ can't be used \(ENOTDIR: .*\): give/,
  )
})

test('a second start on the same directory says so', async () => {
  const directory = await usedDirectory()
  const first = await startEmbedded(directory)
  await expect(open(directory, true)).rejects.toThrow(
    `Dramatis is already running on the data directory ${directory}: stop it first.`,
  )
  await first.close()
})

test(
  'of five processes that start at once on a new directory one becomes the owner and four say why not',
  async () => {
    const directory = join(root, 'race')
    const five = Array.from({ length: 5 }, () => start(directory, 'demand'))
    const said = await Promise.all(five.map((process) => process.line(/./)))
    expect(said.filter((line) => line === 'owner')).toHaveLength(1)
    expect(said.filter((line) => line.startsWith('Dramatis is already running'))).toHaveLength(4)
  },
  SLOW_MS,
)

test('after kill -9 the next start has every row that was acknowledged', async () => {
  const directory = await usedDirectory()
  const killed = start(directory, 'demand', 'insert')
  await killed.line(/^50$/)
  await killed.kill()
  const acknowledged = killed.lines.filter((line) => /^\d+$/.test(line)).length
  const { db, owner, close } = await open(directory, true)
  expect(owner).toBe(true)
  expect(await db.member.count()).toBeGreaterThanOrEqual(acknowledged)
  await close()
})

test('a paused owner keeps the directory', async () => {
  const directory = await usedDirectory()
  const paused = start(directory, 'demand')
  await paused.line(/^owner$/)
  paused.signal('SIGSTOP')
  await expect(open(directory, true)).rejects.toThrow('Dramatis is already running')
  paused.signal('SIGCONT')
  await paused.end()
})

test('a second process shares the database of the owner', async () => {
  const directory = await usedDirectory()
  const owner = start(directory, 'demand')
  await owner.line(/^owner$/)
  const guest = start(directory, 'any', 'insert')
  await guest.line(/^guest$/)
  await guest.line(/^20$/)
  const here = await open(directory)
  expect(here.owner).toBe(false)
  expect(await here.db.member.count()).toBeGreaterThan(20)
  await here.close()
})

test('a process that is paused inside a transaction holds the others up for seconds only', async () => {
  const directory = await usedDirectory()
  const here = await open(directory, true)
  const paused = start(directory, 'any', 'hold')
  await paused.line(/^holding$/)
  paused.signal('SIGSTOP')
  expect(await here.db.member.findMany()).toEqual([])
  await here.close()
})

test(
  'a process joins an owner that is still creating the database',
  async () => {
    const directory = join(root, 'young')
    const both = [start(directory, 'any'), start(directory, 'any')]
    const said = await Promise.all(both.map((process) => process.line(/./)))
    expect(said.sort()).toEqual(['guest', 'owner'])
  },
  SLOW_MS,
)

test('a directory whose path is too long for a socket is shared all the same', async () => {
  const directory = join(root, 'deep'.repeat(20), 'er'.repeat(30))
  await cp(made, directory, { recursive: true })
  const owner = await open(directory, true)
  const guest = await open(directory)
  expect(guest.owner).toBe(false)
  expect(await guest.db.changeCounter.count()).toBe(1)
  await guest.close()
  await owner.close()
})

test('a damaged database is said in one sentence that names its place', async () => {
  const directory = await usedDirectory()
  await truncate(join(directory, 'pg/global/pg_control'), 10)
  await expect(open(directory)).rejects.toThrow(
    /^The embedded database in \S+\/pg can't be opened \(.*\): restore it from a copy, or move it away/,
  )
})

test('a damaged lock is said in one sentence', async () => {
  const directory = await usedDirectory()
  await writeFile(join(directory, 'lock'), 'not a lock'.repeat(100))
  await expect(open(directory)).rejects.toThrow(
    `The data directory ${directory} can't be locked (ERR_SQLITE_ERROR: file is not a database): `,
  )
})

test('a database of another version is not touched', async () => {
  const directory = await usedDirectory()
  await writeFile(join(directory, 'pg/PG_VERSION'), '17\n')
  await expect(open(directory)).rejects.toThrow('(PG_VERSION is 17, expected 18)')
})

test('a database that breaks down is started again with what it held', async () => {
  const directory = await usedDirectory()
  const lost: string[] = []
  const { db, close } = await openDatabase(
    { DATA_DIR: directory, DATABASE_URL: undefined },
    { onLost: (error) => lost.push(error.message) },
  )
  await db.member.create({ data: { handle: 'ada', name: 'Ada' } })
  await db.$executeRaw`CREATE FUNCTION deeper(i int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN deeper(i + 1); END'`
  await expect(db.$queryRaw`SELECT deeper(1)`).rejects.toThrow()
  await expect.poll(() => db.member.count().catch(() => 0), { timeout: 10_000 }).toBe(1)
  expect(lost).toContain('the embedded database broke down and is started again')
  await close()
})
