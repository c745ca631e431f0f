import type { Database } from '#src/db/connect.ts'
import type { KnownMember } from '#src/members/member.ts'
import { refusalOf, type Wire } from './wire.ts'

/** The Slack user id of a member: as their file says, as they were seen, or by their e-mail address. */
export async function slackUserOf(
  member: KnownMember,
  db: Database,
  wire: Wire,
): Promise<string | undefined> {
  if (member.slack) return member.slack
  const seen = await db.slackIdentity.findFirst({
    where: { memberId: member.id },
    orderBy: { checkedAt: 'desc' },
  })
  return seen?.userId ?? (member.email && (await userByEmail(member.email, wire)))
}

async function userByEmail(email: string, { client }: Wire): Promise<string | undefined> {
  try {
    return (await client.users.lookupByEmail({ email })).user?.id
  } catch (error) {
    if (refusalOf(error) === 'users_not_found') return undefined
    throw error
  }
}
