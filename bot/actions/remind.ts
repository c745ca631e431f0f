import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { proposalGone } from '#bot/views/proposal-notes.ts'
import * as words from '#bot/views/remind.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { readProposal } from '#src/board/store.ts'
import { asks, waitingOf } from '#src/board/waiting.ts'
import { isThere } from '#src/members/member.ts'
import { findPost } from '#src/posts/store.ts'
import { remindKey } from '#src/refresh/digest.ts'
import { action } from './action.ts'

/** Asks somebody for their vote, in one direct message, once per proposal and person. */
export const remind = action({
  name: 'remind',
  asks: 'remind-voter',
  value: z.object({ proposal: z.number(), handle: z.string() }),
  async run({ proposal: id, handle }, { asker }, ctx) {
    const said = (blocks: ReturnType<typeof words.reminded>): Outgoing => ({
      to: 'asker',
      message: message(blocks),
    })
    const library = await ctx.readLibrary()
    const proposal = await readProposal(ctx.db, id)
    const voter = library.members.get(handle)
    if (!proposal || !voter || !isThere(voter)) return [said(proposalGone())]
    if (asker.outsider || asker.member?.id !== proposal.proposer.id) {
      await recordRefusal(ctx.db, asker, { action: 'remind', subject: `proposal/${id}` }, ctx.now())
      return [said(words.onlyProposerReminds(proposal))]
    }
    if (proposal.outcome.state !== 'open') return [said(words.decidedMeanwhile(proposal, library))]
    if (!asks(await waitingOf(proposal, ctx.db, ctx.now()), voter.id))
      return [said(words.votedMeanwhile(voter))]
    const key = remindKey(id, handle)
    if (await findPost(ctx.db, key)) return [said(words.remindedBefore(voter))]
    const note = { to: 'member' as const, handle, key, message: message(words.reminder(proposal, library)) }
    return [note, said(words.reminded(voter))]
  },
})
