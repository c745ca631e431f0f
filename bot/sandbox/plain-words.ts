import { type Fields, rowsOf, textOf } from './fields.ts'
import type { Workspace } from './workspace.ts'

/** Slack's markup as a reader sees it: names for mentions, words for links, no marks, no escapes. */
export function readable(workspace: Workspace, markup: string): string {
  return markup
    .replaceAll(/<([^<>\n]+)>/g, (_, inside: string) => token(workspace, inside))
    .replaceAll(/(?<![\p{L}\p{N}*])\*([^*\n]+)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replaceAll(/(?<![\p{L}\p{N}_])_([^_\n]+)_(?![\p{L}\p{N}_])/gu, '$1')
    .replaceAll(/(?<![\p{L}\p{N}~])~([^~\n]+)~(?![\p{L}\p{N}~])/gu, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function token(workspace: Workspace, inside: string): string {
  const [target = '', label] = inside.split('|')
  if (target.startsWith('@')) return `@${workspace.people.get(target.slice(1))?.name ?? target.slice(1)}`
  if (target.startsWith('#'))
    return `#${label || (workspace.channels.get(target.slice(1))?.name ?? target.slice(1))}`
  if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0]}`
  return label ?? target
}

/** A text object, plain or with markup. */
export function words(workspace: Workspace, value: unknown): string {
  if (typeof value === 'string') return value
  const [object] = rowsOf([value])
  if (object === undefined) return ''
  return object.type === 'mrkdwn' ? readable(workspace, textOf(object.text)) : textOf(object.text)
}

/** The elements of a rich text, one string per line. */
export function richLines(workspace: Workspace, block: Fields): string[] {
  return rowsOf(block.elements).flatMap((part) => {
    switch (part.type) {
      case 'rich_text_list':
        return rowsOf(part.elements).map(
          (item, index) =>
            `${'  '.repeat(Number(part.indent ?? 0))}${part.style === 'ordered' ? `${index + 1}.` : '•'} ${inline(workspace, item)}`,
        )
      case 'rich_text_quote':
        return inline(workspace, part)
          .split('\n')
          .map((line) => `> ${line}`)
      default:
        return inline(workspace, part).replace(/\n$/, '').split('\n')
    }
  })
}

function inline(workspace: Workspace, part: Fields): string {
  return rowsOf(part.elements)
    .map((element) => {
      switch (element.type) {
        case 'user':
          return token(workspace, `@${textOf(element.user_id)}`)
        case 'channel':
          return token(workspace, `#${textOf(element.channel_id)}`)
        case 'emoji':
          return `:${textOf(element.name)}:`
        case 'link':
          return textOf(element.text) || textOf(element.url)
        case 'date':
          return textOf(element.fallback) || new Date(Number(element.timestamp) * 1000).toISOString()
        case 'broadcast':
          return `@${textOf(element.range)}`
        case 'usergroup':
          return `@${textOf(element.usergroup_id)}`
        default:
          return textOf(element.text)
      }
    })
    .join('')
}
