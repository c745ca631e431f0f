import { json } from 'node:stream/consumers'
import { connectDatabase } from '#src/db/connect.ts'
import { causeOf } from '#src/errors.ts'
import { seedCustomers } from './seed-customers.ts'

/** What the process reads from its standard input: the database, the moment of the start (ISO 8601), the team's zone. */
export type SeedOrder = { url: string; now: string; zone: string }

// A process of its own: simulating years of customers takes memory that is given back in this way alone.
const { url, now, zone } = (await json(process.stdin)) as SeedOrder
const { db, close } = connectDatabase(url, { poolSize: 1, silence: 60_000 })
try {
  await seedCustomers(db, Temporal.Instant.from(now), zone)
} catch (error) {
  // Usually the program that they are for has ended, and the next start goes on.
  process.stderr.write(
    `The demo company's customers are not all there yet, and the next start goes on with them: ${causeOf(error)}.\n`,
  )
  process.exitCode = 1
} finally {
  await close().catch(() => undefined)
}
