import type { RichTextBlock } from '@slack/types'
import { type Block, small } from './blocks.ts'
import { clip, LIMITS } from './limits.ts'
import { escapeControl } from './mrkdwn.ts'
import { plainText } from './plain-text.ts'

/** What Slack is given: blocks within its limits and the text that stands in for them. */
export type Message = { blocks: Block[]; text: string }

/**
 * Makes a message of blocks. What is beyond Slack's limits is left out, and the message says how much; the last
 * block (the buttons) stays. The fallback text is derived, so it can be neither forgotten nor wrong.
 */
export function message(blocks: Block[]): Message {
  const kept = withinLimits(blocks)
  const words = plainText(kept.filter(({ type }) => type !== 'actions'))
  // Cut through an entity, "&amp;" would be read as "&am".
  const text = clip(escapeControl(words), LIMITS.fallbackText).replace(/&[a-z]*…$/, '…')
  return { blocks: kept, text }
}

function withinLimits(blocks: Block[]): Block[] {
  if (blocks.length <= LIMITS.blocksPerMessage && total(blocks) <= LIMITS.charactersPerMessage) return blocks
  const foot = blocks.at(-1)?.type === 'actions' ? blocks.slice(-1) : []
  const body = blocks.slice(0, blocks.length - foot.length)
  const most = LIMITS.blocksPerMessage - foot.length - 1
  const room = LIMITS.charactersPerMessage - total([...foot, leftOut(blocks.length)])
  const kept = body.filter((_, index) => index < most && total(body.slice(0, index + 1)) <= room)
  const [next] = body.slice(kept.length)
  const begun = kept.length < most && next?.type === 'rich_text' ? beginningOf(next, room - total(kept)) : []
  return [...kept, ...begun, leftOut(body.length - kept.length), ...foot]
}

/** As many of a block's paragraphs and items of lists as there is room for. */
function beginningOf(block: RichTextBlock, room: number): RichTextBlock[] {
  let left = room - JSON.stringify({ ...block, elements: [] }).length
  const fits = (part: object): boolean => {
    left -= JSON.stringify(part).length + 1
    return left > 0
  }
  const elements = block.elements.flatMap((part): Part[] => {
    if (part.type !== 'rich_text_list') return fits(part) ? [part] : []
    if (!fits({ ...part, elements: [] })) return []
    const items = part.elements.filter(fits)
    return items.length > 0 ? [{ ...part, elements: items }] : []
  })
  return elements.length > 0 ? [{ ...block, elements }] : []
}

type Part = RichTextBlock['elements'][number]

const total = (blocks: Block[]): number =>
  blocks.reduce((sum, block) => sum + JSON.stringify(block).length, 0)

const leftOut = (count: number): Block =>
  small(`… and ${count} more ${count === 1 ? 'part' : 'parts'} that don't fit into one message`)
