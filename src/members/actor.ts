import type { Database, Transaction } from '#src/db/connect.ts'
import { type Actor, demand, type Related } from './authority.ts'
import type { Deed } from './deeds.ts'
import { membersSince } from './store.ts'

/** What the audit trail calls whoever works on the command line, and what they set: the environment and the clock. */
const OPERATORS = new Set(['operator', 'the operator', 'environment', 'clock'])

/** Throws a NoRight where whoever goes by this name may not do this, as the database knows them now. */
export async function demandOf(
  db: Database | Transaction,
  name: string,
  deed: Deed,
  about: { subject: string; related?: Related },
): Promise<void> {
  const members = new Map((await membersSince(db, -1n)).map((member) => [member.handle, member]))
  const actor: Actor = OPERATORS.has(name) ? 'operator' : members.get(name)
  demand(actor, deed, { ...about, members })
}
