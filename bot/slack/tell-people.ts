import { proposerNote, proposerOutcome } from '#bot/views/proposal-notes.ts'
import { askToConfirm, nothingToConfirm } from '#bot/views/proposal-rewording.ts'
import { askedOf } from '#src/board/rewording.ts'
import type { Waiting } from '#src/board/waiting.ts'
import type { Context } from '#src/context.ts'
import { causeOf } from '#src/errors.ts'
import type { Library } from '#src/knowledge/library.ts'
import { digestsOf, findPost } from '#src/posts/store.ts'
import { type Message, message } from './message.ts'
import { postOnce } from './post.ts'
import { isUnreachable, tellMember } from './tell-member.ts'
import { openDirect, type Wire } from './wire.ts'

/** For its proposer a note, and once it is decided how it ended. */
export async function tellProposer(
  { proposal, stand }: Waiting,
  library: Library,
  ctx: Context,
  wire: Wire,
): Promise<void> {
  const { id, outcome, proposer } = proposal
  const decided = !['draft', 'open', 'withdrawn'].includes(outcome.state)
  const note = { key: `proposal/${id}/note`, message: message(proposerNote(proposal, stand, library)) }
  const ended = {
    key: `proposal/${id}/outcome`,
    message: message(proposerOutcome(proposal, library)),
  }
  // Whoever proposed by the command line may never have spoken with the app: they are found by their address.
  for (const each of decided ? [note, ended] : [note])
    await tellMember({ ...each, handle: proposer.handle }, ctx, wire)
}

/**
 * Asks whoever voted on an earlier wording to confirm, and takes the buttons away from what no longer asks. Somebody
 * who is asked again after having answered gets a new message: nobody is told of one that is updated.
 */
export async function askVoters({ proposal, stand }: Waiting, library: Library, ctx: Context, wire: Wire) {
  const { id, revision, votes, unconfirmed, voided } = proposal
  const keyOf = (memberId: string, votedOn: number) => `proposal/${id}/reworded/${votedOn}/${memberId}`
  const asking = new Set<string>()
  for (const vote of askedOf(proposal, stand.voters)) {
    const key = keyOf(vote.memberId, vote.votedOn.revision)
    asking.add(key)
    const asked = message(askToConfirm(proposal, vote, library))
    await tell(vote.slackUserId, [{ key, message: asked }], id, ctx, wire)
  }
  const people = [...votes, ...unconfirmed, ...voided].map(({ memberId }) => memberId)
  const keys = people.flatMap((memberId) =>
    Array.from({ length: revision - 1 }, (_, index) => ({ memberId, key: keyOf(memberId, index + 1) })),
  )
  const posted = await digestsOf(
    ctx.db,
    keys.map(({ key }) => key),
  )
  for (const { memberId, key } of keys) {
    if (!posted.has(key) || asking.has(key)) continue
    const done = message(nothingToConfirm(proposal, memberId, library))
    await tell(undefined, [{ key, message: done }], id, ctx, wire)
  }
}

/** Posts or updates what one person reads. Whom Slack doesn't let us write to, we can't tell. */
async function tell(
  userId: string | undefined,
  notes: { key: string; message: Message }[],
  id: number,
  ctx: Context,
  wire: Wire,
): Promise<void> {
  try {
    for (const note of notes) {
      const known = await findPost(ctx.db, note.key)
      const channelId = known?.channel ?? (userId && (await openDirect(wire, userId)))
      if (channelId) await postOnce({ ...note, channelId }, ctx, wire)
    }
  } catch (error) {
    if (!isUnreachable(error)) throw error
    ctx.log.warn({ proposal: id, cause: causeOf(error) }, 'Somebody could not be told of a proposal')
  }
}
