import type { Replied } from '#bot/requests/incoming.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { proposalAt } from '#src/board/comment-store.ts'
import { keepComment } from '#src/board/comments.ts'
import type { Context } from '#src/context.ts'
import type { Asker } from '#src/members/identity.ts'

/** What people say in the thread of a proposal's card belongs to its record. Nobody is answered. */
export async function keepReply({ reply }: Replied, asker: Asker, ctx: Context): Promise<Outgoing[]> {
  const { channelId, threadTs, ts, text } = reply
  const proposal = await proposalAt(ctx.db, { channel: channelId, ts: threadTs })
  if (proposal === undefined) return []
  const said = { channelId, ts, text, changedAt: instantOf(reply.at) }
  const by = { slackUserId: asker.userId, member: asker.member }
  await keepComment(ctx.db, { proposal, ...said, ...by, at: instantOf(ts) })
  return []
}

/** Slack's time stamps are seconds with six digits behind the point. */
const instantOf = (ts: string): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(Number(ts) * 1000))
