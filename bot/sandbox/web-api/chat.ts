import { type Channel, isDirect } from '#bot/sandbox/channels.ts'
import { draftOf } from '#bot/sandbox/drafts.ts'
import { postingPause } from '#bot/sandbox/faults.ts'
import type { Fields } from '#bot/sandbox/fields.ts'
import { messageObject } from '#bot/sandbox/message-object.ts'
import { deleteMessage, editMessage, postMessage } from '#bot/sandbox/messages.ts'
import { Refusal } from '#bot/sandbox/refusals.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import {
  addressedChannel,
  flag,
  knownChannel,
  type Method,
  needMembership,
  optional,
  postedMessage,
  required,
} from './method.ts'

const postMethod: Method = {
  name: 'chat.postMessage',
  token: 'bot',
  scopes: ['chat:write'],
  run(call) {
    const { workspace, args } = call
    const channel = addressedChannel(call)
    refuseClosed(workspace, channel)
    const pause = postingPause(workspace.faults, channel.id, workspace.clock.now())
    if (pause > 0) throw new Refusal('ratelimited', {}, pause)
    const draft = draftOf(workspace, args)
    const message = postMessage(workspace, channel, workspace.appUser.id, {
      ...draft,
      threadTs: threadOf(channel, args),
      broadcast: flag(args, 'reply_broadcast'),
      username: optional(args, 'username'),
    })
    return { channel: channel.id, ts: message.ts, message: messageObject(workspace, channel, message, true) }
  },
}

const postEphemeral: Method = {
  name: 'chat.postEphemeral',
  token: 'bot',
  scopes: ['chat:write'],
  run(call) {
    const { workspace, args } = call
    const channel = addressedChannel(call)
    refuseClosed(workspace, channel)
    const reader = required(args, 'user')
    if (!channel.members.has(reader)) throw new Refusal('user_not_in_channel')
    const draft = draftOf(workspace, args)
    const message = postMessage(workspace, channel, workspace.appUser.id, {
      ...draft,
      threadTs: threadOf(channel, args),
      visibleTo: reader,
    })
    return { message_ts: message.ts }
  },
}

const update: Method = {
  name: 'chat.update',
  token: 'bot',
  scopes: ['chat:write'],
  run(call) {
    const { workspace, args } = call
    const channel = knownChannel(call)
    const message = postedMessage(channel, required(args, 'ts'))
    if (message.user !== workspace.appUser.id) throw new Refusal('cant_update_message')
    const draft = draftOf(workspace, args, 'update')
    editMessage(workspace, channel, message, draft)
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: messageObject(workspace, channel, message, true),
    }
  },
}

const deletion: Method = {
  name: 'chat.delete',
  token: 'bot',
  scopes: ['chat:write'],
  run(call) {
    const { workspace, args } = call
    const channel = knownChannel(call)
    const message = postedMessage(channel, required(args, 'ts'))
    if (message.user !== workspace.appUser.id) throw new Refusal('cant_delete_message')
    deleteMessage(workspace, channel, message)
    return { channel: channel.id, ts: message.ts }
  },
}

const getPermalink: Method = {
  name: 'chat.getPermalink',
  token: 'bot',
  scopes: [],
  run(call) {
    const channel = knownChannel(call)
    const message = postedMessage(channel, required(call.args, 'message_ts'))
    const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`
    const { domain } = call.workspace.team
    return {
      channel: channel.id,
      permalink: `https://${domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`,
    }
  },
}

export const chatMethods: readonly Method[] = [postMethod, postEphemeral, update, deletion, getPermalink]

function refuseClosed(workspace: Workspace, channel: Channel): void {
  if (channel.archived) throw new Refusal('is_archived')
  if (channel.kind === 'im' && !workspace.app.messagesTab) throw new Refusal('messages_tab_disabled')
  const mayFromOutside = channel.kind === 'public' && workspace.app.scopes.includes('chat:write.public')
  if (!mayFromOutside && !isDirect(channel)) needMembership(workspace, channel)
}

/** A reply to a reply belongs to the thread's first message; an ephemeral message has no thread. */
function threadOf({ timeline }: Channel, args: Fields): string | undefined {
  const ts = optional(args, 'thread_ts')
  if (ts === undefined) return undefined
  const parent = timeline.byTs.get(ts)
  if (parent === undefined) throw new Refusal('thread_not_found')
  if (parent.visibleTo !== undefined) throw new Refusal('cannot_reply_to_message')
  return parent.threadTs ?? parent.ts
}
