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
  }))
}

/** Writes people by their handles, new or changed. The sequence has to be locked. */
export async function writeMembers(tx: Transaction, members: KnownMember[], sequence: bigint): Promise<void> {
  for (const { id, handle, name, email, function: team, roles, slack } of members) {
    const row = {
      name,
      email: email?.toLowerCase() ?? null,
      function: team ?? null,
      roles,
      slackUserId: slack ?? null,
      sequence,
    }
    await tx.member.upsert({ where: { handle }, create: { id, handle, ...row }, update: row })
  }
}
