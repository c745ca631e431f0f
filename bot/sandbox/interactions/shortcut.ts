import { newTs } from '#bot/sandbox/changes.ts'
import type { Channel } from '#bot/sandbox/channels.ts'
import { deliverInteraction } from '#bot/sandbox/delivery.ts'
import { messageObject } from '#bot/sandbox/message-object.ts'
import type { Person } from '#bot/sandbox/people.ts'
import { issueResponseUrl } from '#bot/sandbox/response-urls.ts'
import type { Message } from '#bot/sandbox/timeline.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { UserError } from '#src/errors.ts'
import { CLICK_FAILED, type Outcome, outcomeOf } from './outcome.ts'
import { basePayload, channelField, withTrigger } from './payload.ts'

/** Somebody picks a shortcut of the app: on a message, or from the shortcuts menu. */
export async function useShortcut(
  workspace: Workspace,
  person: Person,
  callbackId: string,
  on?: { channel: Channel; message: Message },
): Promise<Outcome> {
  const kind = on === undefined ? 'global' : 'message'
  const known = workspace.app.shortcuts.some(
    (shortcut) => shortcut.callbackId === callbackId && shortcut.type === kind,
  )
  if (!known) throw new UserError(`The app has no ${kind} shortcut “${callbackId}”.`)
  if (on?.message.visibleTo !== undefined)
    throw new UserError('Slack offers no shortcuts on a message that only one person sees.')
  const payload = {
    ...basePayload(workspace, person, on === undefined ? 'shortcut' : 'message_action'),
    ...withTrigger(workspace, person),
    callback_id: callbackId,
    action_ts: newTs(workspace),
    ...(on === undefined ? {} : onMessage(workspace, person, on.channel, on.message)),
  }
  return outcomeOf(await deliverInteraction(workspace, 'interactive', payload), () => CLICK_FAILED)
}

function onMessage(workspace: Workspace, person: Person, channel: Channel, message: Message) {
  return {
    channel: channelField(channel),
    message_ts: message.ts,
    message: messageObject(workspace, channel, message, true),
    response_url: issueResponseUrl(workspace, person.id, channel, message),
  }
}
