import type { Database, Transaction } from '#src/db/connect.ts'
import { FUNCTIONS, type KnownMember, ROLES } from './member.ts'

/** Members changed after a number of the change counter. */
export async function membersSince(db: Database | Transaction, sequence: bigint): Promise<KnownMember[]> {
  const rows = await db.member.findMany({ where: { sequence: { gt: sequence } } })
  return rows.map((row) => ({
    id: row.id,
    handle: row.handle,
    name: row.name,
    email: row.email ?? undefined,
    function: FUNCTIONS.find((name) => name === row.function),
    roles: ROLES.filter((role) => row.roles.includes(role)),
    slack: row.slackUserId ?? undefined,
    leftAt: row.leftAt ? Temporal.Instant.fromEpochMilliseconds(row.leftAt.getTime()) : undefined,
  }))
}

/** Notes that somebody is no longer in the workspace, or is again. The sequence has to be locked. */
export async function markLeft(
  tx: Transaction,
  id: string,
  leftAt: Temporal.Instant | undefined,
  sequence: bigint,
): Promise<void> {
  const at = leftAt === undefined ? null : new Date(leftAt.epochMilliseconds)
  await tx.member.update({ where: { id }, data: { leftAt: at, sequence } })
}

/** Writes people by their handles, new or changed. The sequence has to be locked. */
export async function writeMembers(tx: Transaction, members: KnownMember[], sequence: bigint): Promise<void> {
  // First of all they let go of what is unique, so that two people may swap their addresses.
  const handles = members.map(({ handle }) => handle)
  await tx.member.updateMany({ where: { handle: { in: handles } }, data: { email: null, slackUserId: null } })
  await tx.$executeRaw`
    INSERT INTO members (id, handle, name, email, function, roles, slack_user_id, sequence)
    SELECT id, handle, name, lower(email), function, roles, slack, ${sequence}
    FROM jsonb_to_recordset(${JSON.stringify(members)}::jsonb) AS row (id uuid, handle text, name text, email text,
      function text, roles text[], slack text)
    ON CONFLICT (handle) DO UPDATE SET name = excluded.name, email = excluded.email, function = excluded.function,
      roles = excluded.roles, slack_user_id = excluded.slack_user_id, sequence = excluded.sequence`
}
