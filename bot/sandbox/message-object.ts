import type { Channel } from './channels.ts'
import { compact, type Fields } from './fields.ts'
import { fileObject } from './files.ts'
import type { Message } from './timeline.ts'
import type { Workspace } from './workspace.ts'

/** The message object that the app gets in events, payloads and histories. */
export function messageObject(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  withMetadata = false,
): Fields {
  const { appUser, app, team } = workspace
  return compact({
    type: 'message',
    subtype: message.subtype,
    user: message.user,
    ...(message.fromApp
      ? {
          bot_id: app.botId,
          app_id: app.id,
          bot_profile: { id: app.botId, app_id: app.id, name: appUser.name, team_id: team.id },
        }
      : {}),
    team: team.id,
    username: message.username,
    text: message.text,
    ts: message.ts,
    blocks: message.blocks.length > 0 ? message.blocks : undefined,
    attachments: message.attachments.length > 0 ? message.attachments : undefined,
    files: message.files.length > 0 ? filesOf(workspace, message) : undefined,
    edited: message.editedTs === undefined ? undefined : { user: message.user, ts: message.editedTs },
    reactions: message.reactions.size > 0 ? reactionsOf(message) : undefined,
    is_ephemeral: message.visibleTo === undefined ? undefined : true,
    metadata: withMetadata ? message.metadata : undefined,
    ...threadFields(channel, message),
  })
}

function threadFields({ timeline }: Channel, message: Message): Fields {
  if (message.threadTs !== undefined)
    return { thread_ts: message.threadTs, parent_user_id: timeline.byTs.get(message.threadTs)?.user }
  const replies = timeline.replies.get(message.ts)?.filter((reply) => reply.visibleTo === undefined) ?? []
  if (replies.length === 0) return {}
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: [...new Set(replies.map((reply) => reply.user))],
    reply_users_count: new Set(replies.map((reply) => reply.user)).size,
    latest_reply: replies.at(-1)?.ts,
  }
}

function filesOf(workspace: Workspace, message: Message): Fields[] {
  return message.files
    .map((id) => workspace.files.get(id))
    .filter((file) => file !== undefined)
    .map((file) => fileObject(workspace, file))
}

function reactionsOf(message: Message): Fields[] {
  return [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size }))
}
