import type { RichTextElement } from '@slack/types'
import type { Block } from './blocks.ts'
import { unescapeMrkdwn } from './mrkdwn.ts'

/** Blocks as text, for a terminal and for the notification that a phone shows. */
export function plainText(blocks: Block[]): string {
  return blocks
    .map(plainBlock)
    .filter((text) => text !== '')
    .join('\n')
}

function plainBlock(block: Block): string {
  switch (block.type) {
    case 'rich_text':
      return block.elements.map(plainPart).join('').trimEnd()
    case 'context':
      return block.elements.map((element) => ('text' in element ? plainMrkdwn(element.text) : '')).join(' ')
    case 'actions':
      return block.elements.map(plainAction).join(' ')
    case 'header':
      return block.text.text
    case 'divider':
      return '---'
    case 'image':
      return block.alt_text
    case 'table':
      return plainTable(block.rows)
    default:
      return ''
  }
}

/** "[Keep]", and of a menu "[… Keep / Propose a change]" */
function plainAction(element: Extract<Block, { type: 'actions' }>['elements'][number]): string {
  if (element.type === 'button') return `[${element.text.text}]`
  if (element.type !== 'overflow') return ''
  return `[… ${element.options.map(({ text }) => text.text).join(' / ')}]`
}

type Cell = Extract<Block, { type: 'table' }>['rows'][number][number]

/** Columns of equal width, for a terminal. */
function plainTable(rows: Cell[][]): string {
  const words = rows.map((row) => row.map(plainCell))
  const widths = words[0]?.map((_, column) => Math.max(...words.map((row) => row[column]?.length ?? 0))) ?? []
  return words
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function plainCell(cell: Cell): string {
  if (cell.type === 'raw_text') return cell.text
  return cell.type === 'raw_number' ? String(cell.value) : cell.elements.map(plainPart).join('')
}

type Part = Extract<Block, { type: 'rich_text' }>['elements'][number]

function plainPart(part: Part): string {
  if (part.type !== 'rich_text_list') return part.elements.map(plainElement).join('')
  const marker = (index: number) => (part.style === 'ordered' ? `${index + 1}. ` : '• ')
  return part.elements
    .map((item, index) => `${marker(index)}${item.elements.map(plainElement).join('')}\n`)
    .join('')
}

function plainElement(element: RichTextElement): string {
  switch (element.type) {
    case 'text':
      return element.text
    case 'link':
      return element.text ?? element.url
    case 'date':
      return element.fallback ?? ''
    case 'user':
      return `@${element.user_id}`
    case 'channel':
      return `#${element.channel_id}`
    case 'emoji':
      return `:${element.name}:`
    default:
      return ''
  }
}

/** Takes `<!date^…|fallback>` and entities back to words. */
const plainMrkdwn = (text: string): string =>
  unescapeMrkdwn(text.replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, '$1')).replaceAll('\u2060', '')
