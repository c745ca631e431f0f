import { z } from 'zod'
import { mayAdd, openHeard } from '#bot/modals/heard.ts'
import { message } from '#bot/slack/message.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { action } from './action.ts'

/** Opens the form for what a customer said. */
export const heard = action({
  name: 'heard',
  asks: 'add-evidence',
  value: z.object({
    text: z.string().optional(),
    persona: z.string().optional(),
    entry: z.string().optional(),
  }),
  async run({ text, persona, entry }, pressed, ctx) {
    if (!mayAdd(pressed)) {
      const wanted = { action: 'add evidence', subject: 'evidence' }
      await recordRefusal(ctx.db, pressed.asker, wanted, ctx.now())
      return [{ to: 'asker', message: message(whoAreYou()) }]
    }
    return [{ to: 'modal', view: await openHeard({ text: text || undefined, persona, entry }, ctx) }]
  },
})
