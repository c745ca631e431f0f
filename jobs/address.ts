import { slackUserOf } from '#bot/slack/find-person.ts'
import type { Wire } from '#bot/slack/wire.ts'
import type { Context } from '#src/context.ts'
import { UserError } from '#src/errors.ts'
import { readSetting } from '#src/settings/store.ts'
import type { Place, Scope } from './job.ts'

/** Where a reader is in Slack. Throws a UserError that says what is missing. */
export async function placeOf({ reader }: Scope, ctx: Context, wire: Wire): Promise<Place> {
  if ('member' in reader) return await directToFirst(reader.member, reader.standIns ?? [], ctx, wire)
  const channelId = await readSetting(ctx.db, reader.setting)
  if (channelId === undefined)
    throw new UserError(
      'The board has no channel yet: set BOARD_CHANNEL to the id of one that the bot is in, and start again.',
    )
  return { to: 'channel', channelId }
}

/** The direct messages of a member or, where they can't be found in Slack, of the first stand-in who can. */
async function directToFirst(handle: string, standIns: string[], ctx: Context, wire: Wire): Promise<Place> {
  try {
    return await directTo(handle, ctx, wire)
  } catch (error) {
    const [next, ...others] = standIns
    if (!(error instanceof UserError) || next === undefined) throw error
    return await directToFirst(next, others, ctx, wire)
  }
}

/** The direct messages of a member. */
export async function directTo(handle: string, ctx: Context, wire: Wire): Promise<Place> {
  const member = (await ctx.readLibrary()).members.get(handle)
  if (member === undefined) throw new UserError(`Nobody has the handle ${handle}; see people.yaml.`)
  const userId = await slackUserOf(member, ctx.db, wire)
  if (userId === undefined)
    throw new UserError(
      `${member.name} can't be found in Slack: give ${handle} the e-mail address of their account, or its id, in people.yaml.`,
    )
  return { to: 'person', userId }
}
