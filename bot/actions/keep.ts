import { message } from '#bot/slack/message.ts'
import { whyAlone } from '#bot/views/answer-buttons.ts'
import { answerGone, kept } from '#bot/views/sentences.ts'
import { show } from '#bot/views/shown.ts'
import { action } from './action.ts'
import { answerAgain, answerValue } from './answer-again.ts'

/** A copy of an answer in the person's direct messages; pressed twice, it is there once. */
export const keep = action({
  name: 'keep',
  asks: 'nothing',
  value: answerValue,
  async run({ answer }, { asker }, ctx) {
    const audience = asker.outsider ? 'customer' : 'internal'
    const again = await answerAgain(answer, { audience, viewer: asker.member?.handle }, ctx)
    const blocks = again && show(again.what, again.reading)
    if (!blocks) return [{ to: 'asker', message: message(answerGone()) }]
    const copy = message([...blocks, whyAlone(answer)])
    return [
      { to: 'person', key: `keep/${answer}/${asker.userId}`, userId: asker.userId, message: copy },
      { to: 'asker', message: message(kept()) },
    ]
  },
})
