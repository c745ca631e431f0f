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
  return { blocks: kept, text: clip(escapeControl(words), LIMITS.fallbackText) }
}

function withinLimits(blocks: Block[]): Block[] {
  if (blocks.length <= LIMITS.blocksPerMessage && total(blocks) <= LIMITS.charactersPerMessage) return blocks
  const foot = blocks.at(-1)?.type === 'actions' ? blocks.slice(-1) : []
  const body = blocks.slice(0, blocks.length - foot.length)
  const most = LIMITS.blocksPerMessage - foot.length - 1
  const room = LIMITS.charactersPerMessage - total([...foot, leftOut(blocks.length)])
  const kept = body.filter((_, index) => index < most && total(body.slice(0, index + 1)) <= room)
  return [...kept, leftOut(body.length - kept.length), ...foot]
}

const total = (blocks: Block[]): number =>
  blocks.reduce((sum, block) => sum + JSON.stringify(block).length, 0)

const leftOut = (count: number): Block =>
  small(`… and ${count} more ${count === 1 ? 'part' : 'parts'} that don't fit into one message`)
