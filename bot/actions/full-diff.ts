import { z } from 'zod'
import { modalView } from '#bot/slack/form.ts'
import { message } from '#bot/slack/message.ts'
import { proposalGone } from '#bot/views/proposal-notes.ts'
import { onlyCustomerFacing } from '#bot/views/sentences.ts'
import { fullDiffForm } from '#bot/views/vote-form.ts'
import { readProposal } from '#src/board/store.ts'
import { action } from './action.ts'

/** A proposal at full length. */
export const fullDiff = action({
  name: 'full-diff',
  value: z.object({ proposal: z.number() }),
  async run(value, { asker }, ctx) {
    if (asker.outsider) return [{ to: 'asker', message: message(onlyCustomerFacing()) }]
    const proposal = await readProposal(ctx.db, value.proposal)
    if (!proposal) return [{ to: 'asker', message: message(proposalGone()) }]
    const vote = proposal.unconfirmed.find(({ memberId }) => memberId === asker.member?.id)
    const facts = { proposal, library: await ctx.readLibrary(), votedOn: vote?.votedOn }
    const form = fullDiffForm(facts)
    return [{ to: 'modal', view: modalView('full-diff', {}, form) }]
  },
})
