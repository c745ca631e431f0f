import { z } from 'zod'
import { modalView } from '#bot/slack/form.ts'
import { message } from '#bot/slack/message.ts'
import { fullDiffForm } from '#bot/views/full-diff.ts'
import { proposalGone } from '#bot/views/proposal-notes.ts'
import { onlyCustomerFacing } from '#bot/views/sentences.ts'
import { readComments } from '#src/board/comment-store.ts'
import { impactOf } from '#src/board/impact.ts'
import { readProposal } from '#src/board/store.ts'
import { action } from './action.ts'

/** A proposal at full length, page by page. */
export const fullDiff = action({
  name: 'full-diff',
  asks: 'nothing',
  value: z.object({ proposal: z.number(), page: z.number().default(0) }),
  async run(value, { asker }, ctx) {
    if (asker.outsider) return [{ to: 'asker', message: message(onlyCustomerFacing()) }]
    const proposal = await readProposal(ctx.db, value.proposal)
    if (!proposal) return [{ to: 'asker', message: message(proposalGone()) }]
    const library = await ctx.readLibrary()
    const impact = await impactOf(ctx.db, proposal.parts, library)
    const comments = await readComments(ctx.db, proposal.id)
    const vote = proposal.unconfirmed.find(({ memberId }) => memberId === asker.member?.id)
    const facts = {
      proposal,
      library,
      votedOn: vote?.votedOn,
      impact,
      comments,
      page: value.page,
    }
    return [{ to: 'modal', view: modalView('full-diff', {}, fullDiffForm(facts)) }]
  },
})
