import { z } from 'zod'
import { boardPlace, proposed } from '#bot/modals/proposed.ts'
import { message } from '#bot/slack/message.ts'
import { proposalGone } from '#bot/views/proposal-notes.ts'
import { sendDraft as send } from '#src/board/drafts.ts'
import { action } from './action.ts'

/** Brings a draft before the board. */
export const sendDraft = action({
  name: 'send-draft',
  asks: 'propose',
  value: z.object({ proposal: z.number(), wordingOnly: z.boolean().default(false) }),
  async run({ proposal, wordingOnly }, pressed, ctx) {
    const place = await boardPlace(pressed, ctx)
    if ('outcome' in place) return await proposed(place, [], pressed, ctx)
    const outcome = await send(ctx.db, proposal, pressed.asker.member, { ...place, wordingOnly }, ctx.now())
    if (!outcome) return [{ to: 'asker', message: message(proposalGone()) }]
    return await proposed(outcome, [], pressed, ctx)
  },
})
