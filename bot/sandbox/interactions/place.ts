import type { Channel } from '#bot/sandbox/channels.ts'
import { type Fields, rowsOf } from '#bot/sandbox/fields.ts'
import { type Inputs, stateValues } from '#bot/sandbox/inputs.ts'
import { messageObject } from '#bot/sandbox/message-object.ts'
import type { Person } from '#bot/sandbox/people.ts'
import type { Message } from '#bot/sandbox/timeline.ts'
import { type View, viewObject } from '#bot/sandbox/views.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { channelField } from './payload.ts'

/** Where an element is that somebody uses. */
export type Place = { kind: 'message'; channel: Channel; message: Message } | { kind: 'view'; view: View }

export function blocksAt(place: Place): Fields[] {
  if (place.kind === 'view') return place.view.content.blocks
  const attached = place.message.attachments.flatMap((attachment) => rowsOf(attachment.blocks))
  return [...place.message.blocks, ...attached]
}

/** What this person has chosen at this place so far. */
export function inputsAt(place: Place, person: Person): Inputs {
  if (place.kind === 'view') return place.view.inputs
  const inputs = place.message.inputs.get(person.id) ?? new Map<string, Fields>()
  place.message.inputs.set(person.id, inputs)
  return inputs
}

/** The part of a payload that says where it happened. An ephemeral message is not sent along: Slack keeps none. */
export function placeFields(workspace: Workspace, place: Place, person: Person): Fields {
  if (place.kind === 'view') {
    const view = viewObject(workspace, place.view)
    return { container: { type: 'view', view_id: place.view.id }, view }
  }
  const { channel, message } = place
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: message.visibleTo !== undefined,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  }
  const common = {
    container,
    channel: channelField(channel),
    state: { values: stateValues(blocksAt(place), message.inputs.get(person.id)) },
  }
  if (message.visibleTo !== undefined) return common
  return { ...common, message: messageObject(workspace, channel, message, true) }
}
