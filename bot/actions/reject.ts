import { z } from 'zod'
import { reject as rejectModal } from '#bot/modals/reject.ts'
import { checkBallot } from '#src/board/cast-vote.ts'
import { action } from './action.ts'
import { voted } from './voted.ts'

/** Asks for the reason of a vote against; whoever may not vote is told at once. */
export const reject = action({
  name: 'reject',
  asks: 'vote',
  value: z.object({ proposal: z.number(), revision: z.number() }),
  async run(value, pressed, ctx) {
    const outcome = await checkBallot(ctx.db, {
      ...{ ...value, memberId: pressed.asker.member?.id, at: pressed.at },
    })
    if (outcome.outcome !== 'counted') return await voted(outcome, pressed, ctx)
    const facts = { proposal: outcome.proposal, library: await ctx.readLibrary() }
    return [{ to: 'modal', view: rejectModal.open(value, facts) }]
  },
})
