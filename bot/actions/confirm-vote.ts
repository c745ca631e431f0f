import { z } from 'zod'
import { confirmVote as confirm } from '#src/board/cast-vote.ts'
import { action } from './action.ts'
import { voted } from './voted.ts'

/** Says of an earlier vote that it holds for the new wording. */
export const confirmVote = action({
  name: 'confirm-vote',
  asks: 'vote',
  value: z.object({ proposal: z.number(), revision: z.number() }),
  async run(value, pressed, ctx) {
    const press = { ...value, memberId: pressed.asker.member?.id, at: pressed.at }
    return await voted(await confirm(ctx.db, press, ctx.now()), pressed, ctx)
  },
})
