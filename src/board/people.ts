import type { Database, Transaction } from '#src/db/connect.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import { findEntries } from '#src/knowledge/store.ts'
import { leavesFrom } from '#src/members/leave-store.ts'
import { membersSince } from '#src/members/store.ts'
import type { PartChange } from './change.ts'
import type { Owned, People } from './seats.ts'

/** So many days what was pressed may wait before the bot comes round to it. */
const LATE_DAYS = 30

/** Everybody on whom the decision about these entries may depend. */
export async function readPeople(
  db: Database | Transaction,
  parts: PartChange[],
  now: Temporal.Instant,
): Promise<People> {
  const since = now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: LATE_DAYS })
  const members = await membersSince(db, -1n)
  const leaves = await leavesFrom(db, since)
  const entries = await findEntries(db, parts)
  return { members, leaves, entries: parts.map((part) => ownedBy(entries.get(entryKey(part)), part)) }
}

/** Whose an entry is as it stands; of one that is not there yet, whose it is to be. */
function ownedBy(entry: Entry | undefined, { changes }: PartChange): Owned {
  if (entry) return entry
  const said = new Map(changes.flatMap((each) => (each.type === 'set' ? [[each.field, each.after]] : [])))
  const handle = (field: string) => {
    const value: unknown = said.get(field)
    return typeof value === 'string' ? value : undefined
  }
  return { owner: handle('owner'), verifier: handle('verifier'), deputies: [] }
}
