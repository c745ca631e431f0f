import { z } from 'zod'
import { objected } from '#bot/actions/objected.ts'
import { objectForm, SAY_WHY_OBJECT } from '#bot/views/block.ts'
import { objectTo } from '#src/board/object.ts'
import { statement } from '#src/knowledge/claim.ts'
import { modal } from './modal.ts'
import { stillOpen } from './still-open.ts'

/** An objection, with its reason. */
export const object = modal({
  name: 'object',
  asks: 'object',
  about: z.object({ proposal: z.number(), revision: z.number() }),
  values: z.object({ reason: z.string(SAY_WHY_OBJECT).trim().min(1, SAY_WHY_OBJECT).pipe(statement) }),
  form: objectForm,
  check: async ({ about }, _pressed, ctx) => await stillOpen(about, 'reason', ctx),
  async run({ about, values: { reason } }, pressed, ctx) {
    const objection = { ...about, memberId: pressed.asker.member?.id, reason, at: pressed.at }
    return await objected(await objectTo(ctx.db, objection, ctx.now()), pressed, ctx)
  },
})
