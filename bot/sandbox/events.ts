import { newTs } from './changes.ts'
import { type Channel, channelType } from './channels.ts'
import { deliverEvent } from './delivery.ts'
import { directChannel } from './direct-channel.ts'
import { compact, type Fields } from './fields.ts'
import { messageObject } from './message-object.ts'
import type { Message } from './timeline.ts'
import { viewObject } from './views.ts'
import type { Workspace } from './workspace.ts'

/** What Slack tells the app about messages in the conversations that it is a member of. */
export function announceMessage(workspace: Workspace, channel: Channel, message: Message): void {
  if (!channel.members.has(workspace.appUser.id)) return
  const event = {
    ...messageObject(workspace, channel, message, true),
    channel: channel.id,
    event_ts: message.ts,
  }
  deliverEvent(workspace, { ...event, channel_type: channelType(channel) })
  const mentioned = message.text.includes(`<@${workspace.appUser.id}>`)
  if (mentioned && !message.fromApp && channel.kind !== 'im')
    deliverEvent(workspace, { ...event, type: 'app_mention' })
}

export function announceChange(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  before: Fields,
): void {
  if (!channel.members.has(workspace.appUser.id)) return
  deliverEvent(workspace, {
    ...hidden(workspace, channel, 'message_changed'),
    message: messageObject(workspace, channel, message),
    previous_message: before,
  })
}

export function announceDeletion(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  before: Fields,
): void {
  if (!channel.members.has(workspace.appUser.id)) return
  deliverEvent(workspace, {
    ...hidden(workspace, channel, 'message_deleted'),
    deleted_ts: message.ts,
    previous_message: before,
  })
}

/** Somebody opens the app's Home or Messages tab. */
export function announceHome(workspace: Workspace, person: string, tab: 'home' | 'messages'): void {
  const home = workspace.views.homes.get(person)
  deliverEvent(
    workspace,
    compact({
      type: 'app_home_opened',
      user: person,
      channel: directChannel(workspace, [person, workspace.appUser.id]).id,
      tab,
      view: tab === 'home' && home !== undefined ? viewObject(workspace, home) : undefined,
      event_ts: newTs(workspace),
    }),
  )
}

export function announceReaction(
  workspace: Workspace,
  change: 'reaction_added' | 'reaction_removed',
  what: { person: string; channel: Channel; message: Message; name: string },
): void {
  if (!what.channel.members.has(workspace.appUser.id)) return
  deliverEvent(workspace, {
    type: change,
    user: what.person,
    reaction: what.name,
    item_user: what.message.user,
    item: { type: 'message', channel: what.channel.id, ts: what.message.ts },
    event_ts: newTs(workspace),
  })
}

function hidden(workspace: Workspace, channel: Channel, subtype: string): Fields {
  const ts = newTs(workspace)
  return {
    type: 'message',
    subtype,
    hidden: true,
    channel: channel.id,
    channel_type: channelType(channel),
    ts,
    event_ts: ts,
  }
}
