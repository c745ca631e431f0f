import type { Wire } from '#bot/slack/wire.ts'
import type { Context } from '#src/context.ts'
import { type Asker, findAsker, identify } from '#src/members/identity.ts'

/** So long is believed what Slack said of a person. */
const BELIEVED = { hours: 24 }

/** Who people in Slack are: looked up once a day, then known. */
export function createPeople(ctx: Context, { client }: Wire) {
  async function asker(teamId: string, userId: string): Promise<Asker> {
    const known = await findAsker(ctx.db, teamId, userId, ctx.now().subtract(BELIEVED))
    if (known) return known
    const { user } = await client.users.info({ user: userId })
    // Guests, and people of another organisation, who have another team or are strangers to this one.
    const foreign = user?.team_id !== undefined && user.team_id !== teamId && !user.enterprise_user
    const outsider = Boolean(user?.is_restricted || user?.is_ultra_restricted || user?.is_stranger || foreign)
    return await identify(ctx.db, teamId, userId, { email: user?.profile?.email, outsider }, ctx.now())
  }
  return { asker }
}
