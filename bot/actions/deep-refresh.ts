import { z } from 'zod'
import { deepRefresh as form, whoMaySet } from '#bot/modals/deep-refresh.ts'
import { message } from '#bot/slack/message.ts'
import { onlyOwnersSetRefresh } from '#bot/views/deep-refresh-form.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { readDeepRefresh } from '#src/rhythm/store.ts'
import { action } from './action.ts'

/** Opens the form in which whoever owns the personas turns the yearly refresh with new interviews on or off. */
export const deepRefresh = action({
  name: 'deep-refresh',
  asks: 'set-rhythm',
  value: z.object({}),
  async run(_value, { asker }, ctx) {
    if (!(await whoMaySet(asker, ctx))) {
      await recordRefusal(ctx.db, asker, { action: 'set', subject: 'deep-refresh' }, ctx.now())
      return [{ to: 'asker', message: message(onlyOwnersSetRefresh()) }]
    }
    return [{ to: 'modal', view: form.open({}, { chosen: await readDeepRefresh(ctx.db) }) }]
  },
})
