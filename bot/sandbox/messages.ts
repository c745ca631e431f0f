import { changed, newTs } from './changes.ts'
import type { Channel } from './channels.ts'
import { announceChange, announceDeletion, announceMessage } from './events.ts'
import type { Fields } from './fields.ts'
import { messageObject } from './message-object.ts'
import { append, type Message, newestFirst, type Range, remove, repliesTo } from './timeline.ts'
import type { Workspace } from './workspace.ts'

/** What somebody says, before it has a place and a time. */
export type Draft = {
  text: string
  blocks: Fields[]
  attachments: Fields[]
  metadata?: Fields | undefined
  files?: readonly string[]
  threadTs?: string | undefined
  broadcast?: boolean
  visibleTo?: string | undefined
  subtype?: string
  username?: string | undefined
}

export function postMessage(workspace: Workspace, channel: Channel, user: string, draft: Draft): Message {
  const message: Message = {
    ts: newTs(workspace),
    user,
    fromApp: user === workspace.appUser.id,
    text: draft.text,
    blocks: draft.blocks,
    attachments: draft.attachments,
    files: [...(draft.files ?? [])],
    reactions: new Map(),
    inputs: new Map(),
    threadTs: draft.threadTs,
    broadcast: draft.broadcast ?? false,
    subtype: draft.subtype,
    metadata: draft.metadata,
    editedTs: undefined,
    visibleTo: draft.visibleTo,
    username: draft.username,
  }
  append(channel.timeline, message)
  messageChanged(workspace, channel, message)
  if (message.visibleTo === undefined) announceMessage(workspace, channel, message)
  return message
}

export type Edit = Pick<Draft, 'text' | 'blocks' | 'attachments' | 'metadata'>

export function editMessage(workspace: Workspace, channel: Channel, message: Message, edit: Edit): void {
  const before = messageObject(workspace, channel, message)
  message.text = edit.text
  message.blocks = edit.blocks
  message.attachments = edit.attachments
  if (edit.metadata !== undefined) message.metadata = edit.metadata
  message.editedTs = newTs(workspace)
  messageChanged(workspace, channel, message)
  if (message.visibleTo === undefined) announceChange(workspace, channel, message, before)
}

export function deleteMessage(workspace: Workspace, channel: Channel, message: Message): void {
  const before = messageObject(workspace, channel, message)
  remove(channel.timeline, message)
  changed(workspace, { kind: 'message_deleted', channel: channel.id, ts: message.ts })
  if (message.visibleTo === undefined) announceDeletion(workspace, channel, message, before)
}

export function messageChanged(workspace: Workspace, channel: Channel, message: Message): void {
  changed(workspace, {
    kind: 'message',
    channel: channel.id,
    ts: message.ts,
    ...(message.threadTs === undefined ? {} : { thread: message.threadTs }),
    ...(message.visibleTo === undefined ? {} : { person: message.visibleTo }),
  })
}

/** What one person sees in a channel or a thread, newest first. */
export function* seenBy(
  person: string,
  channel: Channel,
  thread?: string,
  range?: Range,
): Generator<Message> {
  const source = thread === undefined ? channel.timeline.all : repliesTo(channel.timeline, thread)
  for (const message of newestFirst(source, range)) {
    const inPlace = thread !== undefined || message.threadTs === undefined || message.broadcast
    if (inPlace && (message.visibleTo === undefined || message.visibleTo === person)) yield message
  }
}
