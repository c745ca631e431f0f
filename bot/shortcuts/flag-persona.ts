import { flag } from '#bot/modals/flag.ts'
import { mayAdd } from '#bot/modals/heard.ts'
import { message } from '#bot/slack/message.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { quoted } from '#bot/views/reading.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { personasIn } from '#src/personas/find-persona.ts'
import type { Shortcut } from './shortcut.ts'

/** Takes a message as a sign that a persona doesn't fit any more. */
export const flagPersona: Shortcut = {
  name: 'flag_persona',
  asks: 'flag',
  async run({ text, channelId, ts }, pressed, ctx) {
    if (!mayAdd(pressed)) {
      await recordRefusal(ctx.db, pressed.asker, { action: 'flag', subject: 'persona' }, ctx.now())
      return [{ to: 'asker', message: message(whoAreYou()) }]
    }
    const link = await pressed.channels.permalink(channelId, ts)
    const library = await ctx.readLibrary()
    const guess = personasIn(library, text).personas[0]?.slug
    const facts = { library, entry: undefined, guess, text: text === '' ? undefined : quoted(text) }
    return [{ to: 'modal', view: flag.open({ link }, facts) }]
  },
}
