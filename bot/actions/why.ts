import { z } from 'zod'
import { type Block, type ButtonSpec, buttons } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { label } from '#bot/views/labels.ts'
import { answerGone, onlyCustomerFacing } from '#bot/views/sentences.ts'
import { draw } from '#bot/views/shown.ts'
import type { Drawn } from '#bot/views/view.ts'
import { hasMoreReasons, why as whyView } from '#bot/views/why.ts'
import { action } from './action.ts'
import { answerAgain, answerValue } from './answer-again.ts'

/** Whoever sees that the entry doesn't fit any more can say so where its reasons stand. */
const doubting = ({ entries: [main] }: Drawn): ButtonSpec[] =>
  main ? [{ text: label.doubt, action: 'flag', value: { kind: main.kind, slug: main.slug } }] : []

/** Says who, based on what, since when: in short, and once more sentence by sentence. */
export const why = action({
  name: 'why',
  asks: 'nothing',
  value: answerValue.extend({ whole: z.boolean().default(false) }),
  async run({ answer, whole }, { asker }, ctx) {
    if (asker.outsider) return [{ to: 'asker', message: message(onlyCustomerFacing()) }]
    const again = await answerAgain(answer, { audience: 'internal', viewer: asker.member?.handle }, ctx)
    const drawn = again && draw(again.what, again.reading)
    if (!drawn) return [{ to: 'asker', message: message(answerGone()) }]
    const more: ButtonSpec[] =
      whole || !hasMoreReasons(drawn)
        ? []
        : [{ text: label.sentenceBySentence, action: 'why', value: { answer, whole: true } }]
    const specs = [...more, ...doubting(drawn)]
    const below: Block[] = specs.length > 0 ? [buttons(specs)] : []
    return [{ to: 'asker', message: message([...whyView(drawn, again.reading, whole), ...below]) }]
  },
})
