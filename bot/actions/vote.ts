import { z } from 'zod'
import { castVote } from '#src/board/cast-vote.ts'
import { action } from './action.ts'
import { voted } from './voted.ts'

/** Approves or abstains with one click; to reject takes a reason. */
export const vote = action({
  name: 'vote',
  asks: 'vote',
  value: z.object({ proposal: z.number(), revision: z.number(), choice: z.enum(['approve', 'abstain']) }),
  async run(value, pressed, ctx) {
    const ballot = { ...value, memberId: pressed.asker.member?.id, reason: undefined, at: pressed.at }
    return await voted(await castVote(ctx.db, ballot, ctx.now()), pressed, ctx)
  },
})
