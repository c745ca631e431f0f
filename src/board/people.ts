import type { Database, Transaction } from '#src/db/connect.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { readSequence } from '#src/knowledge/sequence.ts'
import { findOwned } from '#src/knowledge/store.ts'
import { leavesFrom } from '#src/members/leave-store.ts'
import { membersSince } from '#src/members/store.ts'
import type { PartChange } from './change.ts'
import type { Proposal } from './proposal.ts'
import { turnOf } from './ruling.ts'
import type { Owned, People } from './seats.ts'

/** So many days what was pressed may wait before the bot comes round to it. */
const LATE_DAYS = 30

/** Members and their leaves as of a number of the change counter, which counts every change of them. */
type Members = Pick<People, 'members' | 'leaves'> & { sequence: bigint }

/** Read before the change counter is locked, so that nobody waits for it; they hold if it is where it was. */
export async function membersBefore(db: Database, now: Temporal.Instant): Promise<Members> {
  const sequence = await readSequence(db)
  return { sequence, ...(await readMembers(db, now)) }
}

/** The entries whose owners have a say in it now; the board decides whosever they are. */
export const ownedIn = ({ parts, ruling }: Pick<Proposal, 'parts' | 'ruling'>): PartChange[] =>
  turnOf(ruling) === 'owner' ? parts : []

/** Everybody on whom a decision about these entries may depend. `known`: the members, where they are as they were. */
export async function readPeople(
  db: Database | Transaction,
  parts: PartChange[],
  now: Temporal.Instant,
  known?: Pick<People, 'members' | 'leaves'>,
): Promise<People> {
  const { members, leaves } = known ?? (await readMembers(db, now))
  const entries = parts.length === 0 ? new Map() : await findOwned(db, parts)
  return { members, leaves, entries: parts.map((part) => ownedBy(entries.get(entryKey(part)), part)) }
}

async function readMembers(db: Database | Transaction, now: Temporal.Instant) {
  const since = now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: LATE_DAYS })
  return { members: await membersSince(db, -1n), leaves: await leavesFrom(db, since) }
}

/** Whose an entry is as it stands; of one that is not there yet, whose it is to be. */
function ownedBy(entry: Owned | undefined, { changes }: PartChange): Owned {
  if (entry) return entry
  const said = new Map(changes.flatMap((each) => (each.type === 'set' ? [[each.field, each.after]] : [])))
  const handle = (field: string) => {
    const value: unknown = said.get(field)
    return typeof value === 'string' ? value : undefined
  }
  return { owner: handle('owner'), verifier: handle('verifier'), deputies: [] }
}
