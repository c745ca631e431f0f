import { appendAudit } from '#src/audit/store.ts'
import type { Database } from '#src/db/connect.ts'
import type { Asker } from '#src/members/identity.ts'
import { IN_TURN } from './settle.ts'

/** Records that somebody wanted to do what they have no right to. */
export async function recordRefusal(
  db: Database,
  { member, userId }: Asker,
  wanted: { action: string; subject: string },
  now: Temporal.Instant,
): Promise<void> {
  await db.$transaction(
    (tx) =>
      appendAudit(tx, {
        actor: member?.handle ?? `slack ${userId}`,
        action: 'refused',
        subject: wanted.subject,
        payload: { wanted: wanted.action },
        at: new Date(now.epochMilliseconds),
      }),
    IN_TURN,
  )
}
