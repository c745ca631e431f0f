import { z } from 'zod'
import { decide as form } from '#bot/modals/decide.ts'
import { message } from '#bot/slack/message.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { DECIDED_NAMES } from '#src/decisions/decision.ts'
import { action } from './action.ts'

/** Opens the form of a decision. */
export const decide = action({
  name: 'decide',
  asks: 'propose',
  /** Who gains and who loses, where it is known already. */
  value: z.object({
    decided: z.enum(DECIDED_NAMES),
    gains: z.string().optional(),
    loses: z.string().optional(),
  }),
  async run({ decided, gains, loses }, { asker }, ctx) {
    if (!asker.member || asker.outsider) return [{ to: 'asker', message: message(whoAreYou()) }]
    const library = await ctx.readLibrary()
    const today = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate().toString()
    return [{ to: 'modal', view: form.open({ decided }, { decided, library, today, gains, loses }) }]
  },
})
