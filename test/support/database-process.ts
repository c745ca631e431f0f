import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '#src/db/connect.ts'
import { openDatabase } from '#src/db/open.ts'
import { causeOf } from '#src/errors.ts'

/**
 * A process of its own for tests: opens the data directory, says "owner" or "guest" or what went wrong, and lives
 * until its input ends. With "insert" it adds members without pause and says each one's number once it is stored;
 * with "hold" it adds one in a transaction, says "holding" and doesn't end it.
 */
const [directory = '', ownership, task] = process.argv.slice(2)
try {
  const { db, owner, close } = await openDatabase(
    { DATA_DIR: directory, DATABASE_URL: undefined },
    { demandOwnership: ownership === 'demand' },
  )
  say(owner ? 'owner' : 'guest')
  process.stdin.resume().once('end', () => void close())
  if (task === 'insert') await insertMembers(db)
  if (task === 'hold') await hold(db)
} catch (error) {
  say(causeOf(error))
  process.exitCode = 1
}

async function insertMembers(db: Database) {
  for (let n = 0; ; n++) {
    await db.member.create({ data: { handle: `member-${n}`, name: `Member ${n}` } })
    say(String(n))
  }
}

async function hold(db: Database) {
  const work = async (transaction: Pick<Database, 'member'>) => {
    await transaction.member.create({ data: { handle: 'held', name: 'Held' } })
    say('holding')
    await wait(600_000)
  }
  await db.$transaction(work, { timeout: 600_000 })
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
