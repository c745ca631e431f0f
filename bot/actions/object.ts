import { z } from 'zod'
import { object as objectModal } from '#bot/modals/object.ts'
import { checkObjection } from '#src/board/object.ts'
import { action } from './action.ts'
import { objected } from './objected.ts'

/** Asks a board member what speaks against what its owner would decide. */
export const object = action({
  name: 'object',
  asks: 'object',
  value: z.object({ proposal: z.number(), revision: z.number() }),
  async run(value, pressed, ctx) {
    const outcome = await checkObjection(ctx.db, {
      ...{ ...value, memberId: pressed.asker.member?.id, at: pressed.at },
    })
    if (outcome?.outcome !== 'brought') return await objected(outcome, pressed, ctx)
    const facts = { proposal: outcome.proposal, library: await ctx.readLibrary() }
    return [{ to: 'modal', view: objectModal.open(value, facts) }]
  },
})
