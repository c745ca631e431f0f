import { blockAnswered, blockAsk } from '#bot/views/block.ts'
import { reminder, reminderDone } from '#bot/views/remind.ts'
import { asks, type Waiting } from '#src/board/waiting.ts'
import type { Context } from '#src/context.ts'
import type { Library } from '#src/knowledge/library.ts'
import { findPost, postedUnder } from '#src/posts/store.ts'
import { remindKey } from '#src/refresh/digest.ts'
import { type Message, message } from './message.ts'
import { postOnce } from './post.ts'
import { isUnreachable, tellMember } from './tell-member.ts'
import type { Wire } from './wire.ts'

/** Asks whoever may answer a block, and takes the buttons away from what no longer asks. */
export async function askAnswerers(waiting: Waiting, library: Library, ctx: Context, wire: Wire) {
  const { proposal, stand } = waiting
  const under = `proposal/${proposal.id}/block/`
  const asked = new Set<string>()
  for (const { vote, answerers } of stand.blocks) {
    for (const { handle } of answerers) {
      const key = `${under}${proposal.revision}/${vote.memberId}/${handle}`
      asked.add(key)
      await tellMember({ handle, key, message: message(blockAsk(proposal, vote, library)) }, ctx, wire)
    }
  }
  for (const key of await postedUnder(ctx.db, under)) {
    if (asked.has(key)) continue
    const blocker = key.slice(under.length).split('/')[1] ?? ''
    await updateDirect(key, message(blockAnswered(proposal, blocker, library)), ctx, wire)
  }
}

/** Keeps the reminders right that were sent: who has voted, or needn't any more, has no buttons left. */
export async function updateReminders(waiting: Waiting, library: Library, ctx: Context, wire: Wire) {
  const { proposal } = waiting
  const under = remindKey(proposal.id, '')
  for (const key of await postedUnder(ctx.db, under)) {
    const member = library.members.get(key.slice(under.length))
    const blocks =
      member && asks(waiting, member.id)
        ? reminder(proposal, library)
        : reminderDone(proposal, member?.id, library)
    await updateDirect(key, message(blocks), ctx, wire)
  }
}

async function updateDirect(key: string, content: Message, ctx: Context, wire: Wire): Promise<void> {
  const known = await findPost(ctx.db, key)
  if (!known) return
  try {
    await postOnce({ key, channelId: known.channel, message: content }, ctx, wire)
  } catch (error) {
    if (!isUnreachable(error)) throw error
  }
}
