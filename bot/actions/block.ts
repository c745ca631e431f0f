import { z } from 'zod'
import { block as blockModal } from '#bot/modals/block.ts'
import { checkBallot } from '#src/board/cast-vote.ts'
import { answerersOf } from '#src/board/seats.ts'
import { action } from './action.ts'
import { voted } from './voted.ts'

/** Asks for the reason of a block, and says who will be asked; whoever may not vote is told at once. */
export const block = action({
  name: 'block',
  asks: 'vote',
  value: z.object({ proposal: z.number(), revision: z.number() }),
  async run(value, pressed, ctx) {
    const memberId = pressed.asker.member?.id
    const outcome = await checkBallot(ctx.db, { ...value, memberId, at: pressed.at })
    if (outcome.outcome !== 'counted') return await voted(outcome, pressed, ctx)
    const library = await ctx.readLibrary()
    const answerers = answerersOf([...library.members.values()], memberId ?? '')
    return [{ to: 'modal', view: blockModal.open(value, { proposal: outcome.proposal, library, answerers }) }]
  },
})
