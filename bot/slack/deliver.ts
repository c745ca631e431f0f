import type { ModalView } from '@slack/types'
import { lateAnswer, pressAgain } from '#bot/views/sentences.ts'
import type { Context } from '#src/context.ts'
import { deliverKeyed } from './deliver-keyed.ts'
import { publishHome, suggest } from './home.ts'
import { type Message, message } from './message.ts'
import type { Outgoing } from './outgoing.ts'
import { replace, type Shown, showOver } from './over.ts'
import { postOnce } from './post.ts'
import { showProposal } from './proposal.ts'
import { respond } from './respond.ts'
import { sendFile } from './send-file.ts'
import { tellMember } from './tell-member.ts'
import { showTray } from './tray.ts'
import { openDirect, refusalOf, type Wire, withPlainFallback } from './wire.ts'

/** Who asked and where: what an answer needs to find its way back. */
export type Asker = {
  id: string
  userId: string
  channelId: string | undefined
  threadTs: string | undefined
  responseUrl: string | undefined
  triggerId: string | undefined
  direct: boolean
  view?: Shown | undefined
}

/** Does what is wanted, in its order. Throws where Slack can't be reached or refuses. */
export async function deliver(outgoing: Outgoing[], asker: Asker, ctx: Context, wire: Wire): Promise<void> {
  for (const [index, each] of outgoing.entries()) {
    const key = `answer/${asker.id}/${index}`
    switch (each.to) {
      case 'asker':
        await answer(each.message, key, asker, ctx, wire)
        break
      case 'channel':
      case 'person':
        await deliverKeyed(each, ctx, wire)
        break
      case 'modal':
        if ((await openModal(each.view, asker, wire)) === 'too late')
          await answer(message(pressAgain()), key, asker, ctx, wire)
        break
      case 'member':
        await tellMember(each, ctx, wire)
        break
      case 'file':
        await sendFile(each, ctx, wire)
        break
      case 'tray':
        await showTray(each, ctx, wire)
        break
      case 'proposal':
        await showProposal(each.proposal, ctx, wire)
        break
      case 'home':
        await publishHome(each, ctx, wire)
        break
      case 'prompts':
        await suggest(each, ctx, wire)
    }
  }
}

const TOO_LATE = new Set(['expired_trigger_id', 'trigger_expired', 'invalid_trigger_id'])

/** Opens a form over what the person sees. A trigger works once: where it was used, the form was opened before. */
async function openModal(view: ModalView, { triggerId, view: shown }: Asker, wire: Wire) {
  if (shown?.type === 'modal') return (await replace(shown, view, wire)) ? 'opened' : 'too late'
  if (!triggerId) return 'too late'
  try {
    await wire.client.views.open({ trigger_id: triggerId, view })
    return 'opened'
  } catch (error) {
    const refusal = refusalOf(error) ?? ''
    if (refusal === 'exchanged_trigger_id') return 'opened'
    if (TOO_LATE.has(refusal)) return 'too late'
    throw error
  }
}

/**
 * Answers where the question was asked: privately by `response_url`, in direct messages, in the thread, or over the
 * Home tab. A form has no place of its own, so its sender is answered in direct messages.
 */
async function answer(content: Message, key: string, asker: Asker, ctx: Context, wire: Wire): Promise<void> {
  const { responseUrl, channelId, threadTs, userId, direct, view, triggerId } = asker
  if (view && triggerId && (await showOver(view, content, triggerId, wire))) return
  if (responseUrl) {
    if (await respond(responseUrl, content, wire, threadTs)) return
    const late = message([lateAnswer(), ...content.blocks])
    await postOnce({ key, channelId: await openDirect(wire, userId), message: late }, ctx, wire)
  } else if (channelId && (direct || threadTs)) {
    await postOnce({ key, channelId, threadTs, message: content }, ctx, wire)
  } else if (channelId) {
    await withPlainFallback(content, (shown) =>
      wire.client.chat.postEphemeral({ channel: channelId, user: userId, ...shown }),
    )
  } else if (userId !== '') {
    await postOnce({ key, channelId: await openDirect(wire, userId), message: content }, ctx, wire)
  }
}
