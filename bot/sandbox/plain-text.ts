import type { Channel } from './channels.ts'
import { type Fields, wordsOf } from './fields.ts'
import type { Person } from './people.ts'
import { blockLines } from './plain-blocks.ts'
import { readable } from './plain-words.ts'
import type { Message } from './timeline.ts'
import type { View } from './views.ts'
import type { Workspace } from './workspace.ts'

/** A message as a text that a person or a script can read: who, when, and every block in words. */
export function messageText(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  person: Person,
): string {
  const author = message.username ?? workspace.people.get(message.user)?.name ?? message.user
  const marks = [
    message.visibleTo === undefined ? '' : ' (only visible to you)',
    message.editedTs === undefined ? '' : ' (edited)',
  ].join('')
  const replies = channel.timeline.replies.get(message.ts)?.length ?? 0
  return [
    `${author}, ${clockTime(message.ts, person.timeZone)}${marks}`,
    ...contentLines(workspace, message).map((line) => `  ${line}`),
    ...(replies === 0 ? [] : [`  ↳ ${replies} ${replies === 1 ? 'reply' : 'replies'}`]),
  ].join('\n')
}

/** Blocks are what people see; the text is only shown without them. */
function contentLines(workspace: Workspace, message: Message): string[] {
  const said =
    message.blocks.length > 0
      ? message.blocks.flatMap((block) => blockLines(workspace, block))
      : readable(workspace, message.text).split('\n')
  const files = message.files.map((id) => `[file: ${workspace.files.get(id)?.title ?? id}]`)
  const attached = message.attachments.flatMap((attachment) => attachmentLines(workspace, attachment))
  const reactions = [...message.reactions].map(([name, users]) => `:${name}: ${users.size}`)
  return [...said, ...attached, ...files, ...(reactions.length > 0 ? [reactions.join('  ')] : [])].filter(
    (line, index) => line !== '' || index > 0,
  )
}

function attachmentLines(workspace: Workspace, attachment: Fields): string[] {
  const blocks = Array.isArray(attachment.blocks) ? attachment.blocks : []
  const text = typeof attachment.text === 'string' ? attachment.text.split('\n') : []
  return [...text, ...blocks.flatMap((block) => blockLines(workspace, block))].map((line) => `| ${line}`)
}

export function viewText(workspace: Workspace, view: View): string {
  const { title, submit, close, blocks } = view.content
  const buttons = [wordsOf(submit), wordsOf(close)].filter((words) => words !== '')
  return [
    ...(view.kind === 'modal' ? [`# ${wordsOf(title)}`] : []),
    ...blocks.flatMap((block) => blockLines(workspace, block, view.inputs)),
    ...(buttons.length > 0 ? [buttons.map((words) => `[${words}]`).join(' ')] : []),
  ].join('\n')
}

function clockTime(ts: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  return format.format(new Date(Number(ts) * 1000))
}
