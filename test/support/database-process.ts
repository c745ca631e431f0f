import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase } from '#src/db/open.ts'
import { causeOf } from '#src/errors.ts'

/**
 * A process of its own for tests: opens the data directory, says "owner" or "guest" or what went wrong, and lives
 * until its input ends. With "insert" it adds members without pause and says each one's number once it is stored;
 * with "hold" it opens a transaction, says "holding" and never ends it.
 */
const [directory = '', ownership, task] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)
try {
  const { db, owner, close } = await openDatabase(
    { DATA_DIR: directory, DATABASE_URL: undefined },
    { demandOwnership: ownership === 'demand' },
  )
  say(owner ? 'owner' : 'guest')
  process.stdin.resume().once('end', () => void close())
  if (task === 'insert') await insertMembers()
  if (task === 'hold') await hold()

  async function insertMembers() {
    for (let n = 0; ; n++) {
      await db.member.create({ data: { handle: `member-${n}`, name: `Member ${n}` } })
      say(String(n))
    }
  }

  function hold() {
    return db.$transaction(
      async (transaction) => {
        await transaction.$executeRaw`SELECT 1`
        say('holding')
        await wait(600_000)
      },
      { timeout: 600_000 },
    )
  }
} catch (error) {
  say(causeOf(error))
  process.exitCode = 1
}
