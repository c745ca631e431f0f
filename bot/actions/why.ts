import { message } from '#bot/slack/message.ts'
import { answerGone, onlyCustomerFacing } from '#bot/views/sentences.ts'
import { draw } from '#bot/views/shown.ts'
import { why as whyView } from '#bot/views/why.ts'
import { action } from './action.ts'
import { answerAgain, answerValue } from './answer-again.ts'

/** Says who, based on what, since when. */
export const why = action({
  name: 'why',
  value: answerValue,
  async run({ answer }, { asker }, ctx) {
    if (asker.outsider) return [{ to: 'asker', message: message(onlyCustomerFacing()) }]
    const again = await answerAgain(answer, 'internal', ctx)
    const drawn = again && draw(again.what, again.reading)
    const blocks = drawn ? whyView(drawn, again.reading) : answerGone()
    return [{ to: 'asker', message: message(blocks) }]
  },
})
