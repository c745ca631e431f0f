import type { Database } from '#src/db/connect.ts'
import type { ReadLibrary } from '#src/knowledge/library.ts'
import type { Log } from '#src/log.ts'

/** What every handler and job is given. Time and the outside come from here, so that tests choose them. */
export type Context = {
  db: Database
  readLibrary: ReadLibrary
  log: Log
  now: () => Temporal.Instant
  /** The team's IANA zone. */
  zone: string
  /** Of all money here: a code of three letters. */
  currency: string
  /** Addresses of the connections that sources read from, by name; they hold secrets, and only what reads uses them. */
  connections?: ReadonlyMap<string, string>
}
