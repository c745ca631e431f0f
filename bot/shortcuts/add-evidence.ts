import { mayAdd, openHeard } from '#bot/modals/heard.ts'
import { message } from '#bot/slack/message.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Shortcut } from './shortcut.ts'

/** Takes a message as what a customer said, with the way back to it. */
export const addEvidence: Shortcut = {
  name: 'add_evidence',
  asks: 'add-evidence',
  async run({ text, channelId, ts }, pressed, ctx) {
    if (!mayAdd(pressed)) {
      const wanted = { action: 'add evidence', subject: 'evidence' }
      await recordRefusal(ctx.db, pressed.asker, wanted, ctx.now())
      return [{ to: 'asker', message: message(whoAreYou()) }]
    }
    const link = await pressed.channels.permalink(channelId, ts)
    return [{ to: 'modal', view: await openHeard({ text: text || undefined, link }, ctx) }]
  },
}
