import { changed, newTs } from './changes.ts'
import type { Channel } from './channels.ts'
import { deliverEvent } from './delivery.ts'
import type { Workspace } from './workspace.ts'

/** Who is in a channel; the app hears of it where it is a member itself. */
export function joinChannel(workspace: Workspace, channel: Channel, user: string): void {
  if (channel.members.has(user)) return
  channel.members.add(user)
  announce(workspace, channel, user, 'member_joined_channel')
}

export function leaveChannel(workspace: Workspace, channel: Channel, user: string): void {
  if (!channel.members.has(user)) return
  announce(workspace, channel, user, 'member_left_channel')
  channel.members.delete(user)
  changed(workspace, { kind: 'channel', channel: channel.id })
}

function announce(workspace: Workspace, channel: Channel, user: string, type: string): void {
  changed(workspace, { kind: 'channel', channel: channel.id })
  if (!channel.members.has(workspace.appUser.id)) return
  deliverEvent(workspace, {
    type,
    user,
    channel: channel.id,
    channel_type: channel.kind === 'private' ? 'G' : 'C',
    team: workspace.team.id,
    event_ts: newTs(workspace),
  })
}
