import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { withdrawProposal as withdraw } from '#src/board/open-proposal.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { action } from './action.ts'

/** Takes a proposal back. */
export const withdrawProposal = action({
  name: 'withdraw-proposal',
  asks: 'withdraw-proposal',
  value: z.object({ proposal: z.number() }),
  async run(value, { asker }, ctx): Promise<Outgoing[]> {
    const outcome = await withdraw(ctx.db, value.proposal, asker.member, ctx.now())
    if (!outcome) return [{ to: 'asker', message: message(notes.proposalGone()) }]
    const { proposal } = outcome
    const library = await ctx.readLibrary()
    const card: Outgoing = { to: 'proposal', proposal: proposal.id }
    switch (outcome.outcome) {
      case 'withdrawn':
        return [card, { to: 'asker', message: message(notes.withdrawnNow(proposal, library)) }]
      case 'closed': {
        const closed = notes.alreadyClosed(proposal, library)
        return [card, { to: 'asker', message: message(closed) }]
      }
      case 'not yours':
        await recordRefusal(
          ctx.db,
          asker,
          { action: 'withdraw', subject: `proposal/${proposal.id}` },
          ctx.now(),
        )
        return [{ to: 'asker', message: message(notes.onlyTheProposer(proposal)) }]
    }
  },
})
