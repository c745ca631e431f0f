import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import * as words from '#bot/views/people-forms.ts'
import { channelSaved } from '#bot/views/people-notes.ts'
import { demandOf } from '#src/members/actor.ts'
import { writeSetting } from '#src/settings/store.ts'
import { modal, type Verdict } from './modal.ts'

/** Where the board reads its proposals, reviews and agenda: only where nobody from outside reads along. */
export const boardChannel = modal({
  name: 'board-channel',
  asks: 'set-board-channel',
  about: z.object({}),
  values: z.object({ channel: z.string(words.CHOOSE_CHANNEL) }),
  form: words.boardChannelForm,
  async check({ values: { channel } }, { asker, channels }, ctx): Promise<Verdict> {
    const by = asker.outsider ? '' : (asker.member?.handle ?? '')
    await demandOf(ctx.db, by, 'set-board-channel', { subject: `channel/${channel}` })
    const place = await channels.place(channel)
    if (place.state === 'open' && !place.outsiders) return { verdict: 'take' }
    const said = {
      closed: words.NOT_IN_CHANNEL,
      direct: words.NO_DIRECT,
      open: words.OUTSIDERS_THERE,
    }[place.state]
    return { verdict: 'mend', errors: { channel: said } }
  },
  async run({ values: { channel } }, { asker, at }, ctx) {
    const by = asker.outsider ? '' : (asker.member?.handle ?? '')
    await writeSetting(ctx.db, 'board-channel', channel, { by, at })
    return [{ to: 'asker', message: message(channelSaved(channel)) }]
  },
})
