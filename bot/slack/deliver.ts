import type { Context } from '#src/context.ts'
import type { Message } from './message.ts'
import type { Outgoing } from './outgoing.ts'
import { postOnce } from './post.ts'
import { respond } from './respond.ts'
import { openDirect, type Wire, withPlainFallback } from './wire.ts'

/** Who asked and where: what an answer needs to find its way back. */
export type Asker = {
  id: string
  userId: string
  channelId: string | undefined
  threadTs: string | undefined
  responseUrl: string | undefined
  direct: boolean
}

/** Does what is wanted, in its order. Throws where Slack can't be reached or refuses. */
export async function deliver(outgoing: Outgoing[], asker: Asker, ctx: Context, wire: Wire): Promise<void> {
  for (const [index, each] of outgoing.entries()) {
    if (each.to === 'asker') await answer(each.message, `answer/${asker.id}/${index}`, asker, ctx, wire)
    else if (each.to === 'channel') await postOnce(each, ctx, wire)
    else await postOnce({ ...each, channelId: await openDirect(wire, each.userId) }, ctx, wire)
  }
}

/** Answers where the question was asked: privately by `response_url`, in direct messages, or in the thread. */
async function answer(message: Message, key: string, asker: Asker, ctx: Context, wire: Wire): Promise<void> {
  const { responseUrl, channelId, threadTs, userId, direct } = asker
  if (responseUrl) {
    if (await respond(responseUrl, message, wire)) return
    await postOnce({ key, channelId: await openDirect(wire, userId), message }, ctx, wire)
  } else if (channelId && (direct || threadTs)) {
    await postOnce({ key, channelId, threadTs, message }, ctx, wire)
  } else if (channelId) {
    await withPlainFallback(message, (content) =>
      wire.client.chat.postEphemeral({ channel: channelId, user: userId, ...content }),
    )
  }
}
