import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import type { VoteOutcome } from '#src/board/cast-vote.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import type { Pressed } from './action.ts'

/** What follows from a vote: the card, which also loses its buttons where it still had them, and a word if it didn't count. */
export async function voted(outcome: VoteOutcome, { asker }: Pressed, ctx: Context): Promise<Outgoing[]> {
  switch (outcome.outcome) {
    case 'unknown':
      return [{ to: 'asker', message: message(notes.proposalGone()) }]
    case 'counted':
      return [cardOf(outcome.proposal)]
    case 'closed': {
      const { proposal } = outcome
      const library = await ctx.readLibrary()
      const blocks = notes.alreadyClosed(proposal, library)
      return [cardOf(proposal), { to: 'asker', message: message(blocks) }]
    }
    case 'outdated':
      return [
        cardOf(outcome.proposal),
        { to: 'asker', message: message(notes.textChanged(outcome.proposal)) },
      ]
    case 'not their turn':
      return [
        cardOf(outcome.proposal),
        { to: 'asker', message: message(notes.notTheirTurn(outcome.proposal)) },
      ]
    case 'no right': {
      const { proposal } = outcome
      await recordRefusal(ctx.db, asker, { action: 'vote', subject: `proposal/${proposal.id}` }, ctx.now())
      return [{ to: 'asker', message: message(notes.onlyTheBoard(proposal)) }]
    }
  }
}

const cardOf = ({ id }: Proposal): Outgoing => ({ to: 'proposal', proposal: id })
