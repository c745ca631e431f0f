import { recordChange } from '#src/audit/record-change.ts'
import type { Database } from '#src/db/connect.ts'
import type { NoRight } from '#src/members/authority.ts'
import type { Asker } from '#src/members/identity.ts'

/** Records that somebody wanted to do what they have no right to. */
export async function recordRefusal(
  db: Database,
  { member, userId }: Pick<Asker, 'member' | 'userId'>,
  wanted: { action: string; subject: string },
  now: Temporal.Instant,
): Promise<void> {
  await record(db, member?.handle ?? `slack ${userId}`, wanted, now)
}

/** The same of what was refused on the way, whoever it was. */
export async function recordNoRight(
  db: Database,
  actor: string,
  { deed, subject }: NoRight,
  now: Temporal.Instant,
): Promise<void> {
  await record(db, actor, { action: deed, subject }, now)
}

async function record(
  db: Database,
  actor: string,
  { action, subject }: { action: string; subject: string },
  now: Temporal.Instant,
): Promise<void> {
  await recordChange(db, now, () =>
    Promise.resolve({ actor, action: 'refused', subject, payload: { wanted: action } }),
  )
}
