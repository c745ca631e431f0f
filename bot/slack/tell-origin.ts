import { message } from '#bot/slack/message.ts'
import { flagForOwner, flagSettled } from '#bot/views/flag-notes.ts'
import type { Proposal } from '#src/board/proposal.ts'
import type { Context } from '#src/context.ts'
import { readFlag } from '#src/flags/store.ts'
import type { Library } from '#src/knowledge/library.ts'
import { findPost } from '#src/posts/store.ts'
import { postOnce } from './post.ts'
import { tellMember } from './tell-member.ts'
import type { Wire } from './wire.ts'

/** Once a proposal is decided, whoever flagged what it came from hears of it, and the owner's note loses its buttons. */
export async function tellOrigin(
  { origin, outcome }: Proposal,
  library: Library,
  ctx: Context,
  wire: Wire,
): Promise<void> {
  if (!origin || !('flag' in origin) || outcome.state === 'open') return
  const flag = await readFlag(ctx.db, { id: origin.flag })
  if (!flag?.settled) return
  const key = `flag/${flag.id}`
  const known = await findPost(ctx.db, key)
  const note = message(flagForOwner(flag, library))
  if (known) await postOnce({ key, channelId: known.channel, message: note }, ctx, wire)
  if (!flag.raisedBy) return
  const told = message(flagSettled(flag, library, ctx.zone))
  await tellMember({ handle: flag.raisedBy, key: `${key}/outcome`, message: told }, ctx, wire)
}
