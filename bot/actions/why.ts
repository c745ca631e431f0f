import { type Block, buttons } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { answerGone, onlyCustomerFacing } from '#bot/views/sentences.ts'
import { draw } from '#bot/views/shown.ts'
import type { Drawn } from '#bot/views/view.ts'
import { why as whyView } from '#bot/views/why.ts'
import { action } from './action.ts'
import { answerAgain, answerValue } from './answer-again.ts'

/** Whoever sees that the entry doesn't fit any more can say so where its reasons stand. */
const doubting = ({ entries: [main] }: Drawn): Block[] =>
  main
    ? [buttons([{ text: "Doesn't fit?", action: 'flag', value: { kind: main.kind, slug: main.slug } }])]
    : []

/** Says who, based on what, since when. */
export const why = action({
  name: 'why',
  asks: 'nothing',
  value: answerValue,
  async run({ answer }, { asker }, ctx) {
    if (asker.outsider) return [{ to: 'asker', message: message(onlyCustomerFacing()) }]
    const again = await answerAgain(answer, 'internal', ctx)
    const drawn = again && draw(again.what, again.reading)
    if (!drawn) return [{ to: 'asker', message: message(answerGone()) }]
    return [{ to: 'asker', message: message([...whyView(drawn, again.reading), ...doubting(drawn)]) }]
  },
})
