import type { Context } from '#src/context.ts'
import { causeOf } from '#src/errors.ts'
import { findPost } from '#src/posts/store.ts'
import { slackUserOf } from './find-person.ts'
import type { Message } from './message.ts'
import { postOnce } from './post.ts'
import { openDirect, refusalOf, type Wire } from './wire.ts'

const UNREACHABLE = new Set([
  'channel_not_found',
  'user_not_found',
  'user_disabled',
  'user_not_visible',
  'cannot_dm_bot',
  'messages_tab_disabled',
  'is_archived',
  'not_in_channel',
  'restricted_action',
])

/** Whether Slack doesn't let us write to somebody, now or ever. */
export const isUnreachable = (error: unknown): boolean => UNREACHABLE.has(refusalOf(error) ?? '')

/** Posts or updates a keyed message in a member's direct messages. Whoever can't be reached keeps nobody else from being told. */
export async function tellMember(
  note: { handle: string; key: string; message: Message },
  ctx: Context,
  wire: Wire,
): Promise<void> {
  const { handle, key, message } = note
  try {
    const channelId = (await findPost(ctx.db, key))?.channel ?? (await directWith(handle, ctx, wire))
    if (channelId) await postOnce({ key, channelId, message }, ctx, wire)
    else ctx.log.warn({ key }, "Somebody can't be told, since they are not found in Slack")
  } catch (error) {
    if (!isUnreachable(error)) throw error
    ctx.log.warn({ key, cause: causeOf(error) }, "Somebody can't be told")
  }
}

async function directWith(handle: string, ctx: Context, wire: Wire): Promise<string | undefined> {
  const member = (await ctx.readLibrary()).members.get(handle)
  const userId = member && (await slackUserOf(member, ctx.db, wire))
  return userId ? await openDirect(wire, userId) : undefined
}
