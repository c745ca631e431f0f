import { type Channel, channelObject, scopeFamily } from '#bot/sandbox/channels.ts'
import { directChannel } from '#bot/sandbox/direct-channel.ts'
import type { Fields } from '#bot/sandbox/fields.ts'
import { joinChannel } from '#bot/sandbox/membership.ts'
import { Refusal } from '#bot/sandbox/refusals.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { flag, knownChannel, type Method, needScope, optional, page } from './method.ts'

const info: Method = {
  name: 'conversations.info',
  token: 'bot',
  scopes: [],
  run(call) {
    const channel = knownChannel(call)
    needScope(call.workspace, `${scopeFamily(channel)}:read`)
    return { channel: described(call.workspace, channel) }
  },
}

const list: Method = {
  name: 'conversations.list',
  token: 'bot',
  scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  run(call) {
    const { workspace, args } = call
    const kinds = (optional(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim())
    for (const kind of kinds) needScope(workspace, LISTING_SCOPE.get(kind) ?? 'channels:read')
    const found = [...workspace.channels.values()].filter(
      (channel) =>
        kinds.includes(LISTED_AS[channel.kind]) &&
        (channel.kind === 'public' || channel.members.has(workspace.appUser.id)) &&
        !(flag(args, 'exclude_archived') && channel.archived),
    )
    const { rows, next } = page(found, call, 100)
    return {
      channels: rows.map((channel) => described(workspace, channel)),
      response_metadata: { next_cursor: next },
    }
  },
}

const members: Method = {
  name: 'conversations.members',
  token: 'bot',
  scopes: [],
  run(call) {
    const channel = knownChannel(call)
    needScope(call.workspace, `${scopeFamily(channel)}:read`)
    const { rows, next } = page([...channel.members], call, 100)
    return { members: rows, response_metadata: { next_cursor: next } }
  },
}

const open: Method = {
  name: 'conversations.open',
  token: 'bot',
  scopes: ['im:write', 'mpim:write'],
  run(call) {
    const { workspace, args } = call
    if (optional(args, 'channel') !== undefined) return { channel: { id: knownChannel(call).id } }
    const users = optional(args, 'users')
    if (users === undefined) throw new Refusal('users_list_not_supplied')
    const people = [...new Set(users.split(',').map((user) => user.trim()))]
    if (people.length > 8) throw new Refusal('too_many_users')
    if (people.some((person) => !workspace.people.has(person))) throw new Refusal('user_not_found')
    needScope(workspace, people.length > 1 ? 'mpim:write' : 'im:write')
    const channel = directChannel(workspace, [...people, workspace.appUser.id])
    return { channel: flag(args, 'return_im') ? described(workspace, channel) : { id: channel.id } }
  },
}

const join: Method = {
  name: 'conversations.join',
  token: 'bot',
  scopes: ['channels:join'],
  run(call) {
    const { workspace } = call
    const channel = knownChannel(call)
    if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type')
    if (channel.archived) throw new Refusal('is_archived')
    joinChannel(workspace, channel, workspace.appUser.id)
    return { channel: described(workspace, channel) }
  },
}

export const conversationMethods: readonly Method[] = [info, list, members, open, join]

const LISTED_AS = { public: 'public_channel', private: 'private_channel', im: 'im', mpim: 'mpim' } as const

const LISTING_SCOPE = new Map([
  ['public_channel', 'channels:read'],
  ['private_channel', 'groups:read'],
  ['im', 'im:read'],
  ['mpim', 'mpim:read'],
])

/** Shared with another company as soon as somebody of one is a member. */
function described(workspace: Workspace, channel: Channel): Fields {
  const shared = [...channel.members].some(
    (member) => workspace.people.get(member)?.organisation !== undefined,
  )
  return channelObject(channel, workspace.appUser.id, shared)
}
