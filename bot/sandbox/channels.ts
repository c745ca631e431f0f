import type { Fields } from './fields.ts'
import { newTimeline, type Timeline } from './timeline.ts'

export type Channel = {
  id: string
  kind: 'public' | 'private' | 'im' | 'mpim'
  name: string
  topic: string
  purpose: string
  members: Set<string>
  archived: boolean
  created: number
  timeline: Timeline
}

export type ChannelOption = {
  name: string
  id?: string
  private?: boolean
  archived?: boolean
  topic?: string
  purpose?: string
  /** Handles, names or ids; everybody who isn't a guest or of another organisation if left out. */
  members?: readonly string[]
  /** Whether the app is a member; it is by default. */
  app?: boolean
}

export type NewChannel = Pick<Channel, 'id' | 'kind' | 'name' | 'members' | 'created'> & Partial<Channel>

export function newChannel(fields: NewChannel): Channel {
  return { topic: '', purpose: '', archived: false, ...fields, timeline: newTimeline() }
}

export const isDirect = (channel: Channel): boolean => channel.kind === 'im' || channel.kind === 'mpim'

/** The part of a scope that names this kind of conversation, as in `groups:history`. */
export function scopeFamily(channel: Channel): 'channels' | 'groups' | 'im' | 'mpim' {
  switch (channel.kind) {
    case 'public':
      return 'channels'
    case 'private':
      return 'groups'
    case 'im':
      return 'im'
    case 'mpim':
      return 'mpim'
  }
}

/** What an event calls this kind of conversation. */
export function channelType(channel: Channel): 'channel' | 'group' | 'im' | 'mpim' {
  switch (channel.kind) {
    case 'public':
      return 'channel'
    case 'private':
      return 'group'
    case 'im':
      return 'im'
    case 'mpim':
      return 'mpim'
  }
}

/** The conversation object that the app gets; `appUser` decides is_member and the other side of a direct message. */
export function channelObject(channel: Channel, appUser: string, extShared: boolean): Fields {
  const common = { id: channel.id, created: channel.created, is_archived: channel.archived }
  if (channel.kind === 'im') {
    const other = [...channel.members].find((member) => member !== appUser) ?? appUser
    return { ...common, is_im: true, user: other, is_user_deleted: false, is_open: true }
  }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    is_general: channel.name === 'general',
    is_member: channel.members.has(appUser),
    is_shared: extShared,
    is_ext_shared: extShared,
    is_org_shared: false,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: channel.purpose, creator: '', last_set: 0 },
    num_members: channel.members.size,
  }
}
