import type { Block } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { whyAlone } from '#bot/views/answer-buttons.ts'
import * as sentences from '#bot/views/sentences.ts'
import { show } from '#bot/views/shown.ts'
import { action, type Pressed } from './action.ts'
import { answerAgain, answerValue } from './answer-again.ts'

/**
 * Shows an answer to the channel in which it was asked, or under the message that it answers; before people from
 * outside, the customer-facing lines alone.
 */
export const share = action({
  name: 'share',
  asks: 'nothing',
  value: answerValue,
  async run({ answer, thread }, pressed, ctx) {
    const { channelId, direct } = pressed.origin
    if (!channelId || direct) return privately(sentences.cannotShareHere())
    const place = await pressed.channels.place(channelId)
    if (place.state === 'closed') return privately(sentences.inviteFirst(channelId))
    if (place.state === 'direct') return privately(sentences.cannotShareHere())
    const outside = place.outsiders || pressed.asker.outsider
    const again = await answerAgain(
      answer,
      { audience: outside ? 'customer' : 'internal', viewer: undefined },
      ctx,
    )
    if (!again) return privately(sentences.answerGone())
    const blocks = show(again.what, again.reading)
    if (!blocks) return privately(sentences.nothingForCustomers())
    return [
      {
        to: 'channel',
        key: `share/${answer}/${channelId}`,
        channelId,
        threadTs: thread,
        message: shared(blocks, answer, outside, pressed),
      },
      ...privately(outside ? sentences.sharedForCustomers(channelId) : sentences.sharedHere(channelId)),
    ]
  },
})

function shared(blocks: Block[], answer: string, outside: boolean, { asker }: Pressed) {
  const whole = [sentences.sharedBy(asker.userId), ...blocks]
  return message(outside ? whole : [...whole, whyAlone(answer)])
}

const privately = (blocks: Block[]): Outgoing[] => [{ to: 'asker', message: message(blocks) }]
