import { interactiveElements } from '#bot/sandbox/elements.ts'
import { type Fields, isFields } from '#bot/sandbox/fields.ts'
import { BLOCKS, type Surface } from './layout.ts'

/** Source: https://docs.slack.dev/reference/block-kit/blocks */
const MOST_BLOCKS = { message: 50, modal: 100, home: 100 }

/** How many of a kind one message may hold. Source: the page of each block. */
const MOST_OF_A_KIND: Record<string, number> = { table: 1, data_table: 1, data_visualization: 2 }

/** What Slack would find wrong with these blocks on this surface, in its own words. */
export function validateBlocks(blocks: readonly unknown[], surface: Surface, at = '/blocks'): string[] {
  const most = MOST_BLOCKS[surface]
  if (blocks.length > most) return [`no more than ${most} items allowed [json-pointer:${at}]`]
  const rows = blocks.filter(isFields)
  return [
    ...blocks.flatMap((block, index) => blockFaults(block, surface, `${at}/${index}`)),
    ...repeatedBlockIds(rows, at),
    ...repeatedActionIds(rows, at),
    ...tooManyOfAKind(rows, at),
  ]
}

function blockFaults(block: unknown, surface: Surface, at: string): string[] {
  if (!isFields(block)) return [`must provide an object [json-pointer:${at}]`]
  if (block.type === undefined) return [`missing required field: type [json-pointer:${at}]`]
  const kind = Object.hasOwn(BLOCKS, String(block.type)) ? BLOCKS[String(block.type)] : undefined
  if (kind === undefined || !kind.surfaces.includes(surface))
    return [`unsupported type: ${String(block.type)} [json-pointer:${at}/type]`]
  return kind.rule(block, at)
}

function repeatedBlockIds(blocks: readonly Fields[], at: string): string[] {
  const seen = new Set<unknown>()
  return blocks.flatMap(({ block_id }, index) => {
    if (block_id === undefined || block_id === '') return []
    if (!seen.has(block_id)) {
      seen.add(block_id)
      return []
    }
    return [`block_id must be unique: ${String(block_id)} [json-pointer:${at}/${index}/block_id]`]
  })
}

/** Source: https://docs.slack.dev/reference/block-kit/block-elements: unique among the elements of its block. */
function repeatedActionIds(blocks: readonly Fields[], at: string): string[] {
  return blocks.flatMap((block, index) => {
    const own = [...interactiveElements([block])].filter((placed) => placed.block === block)
    const ids = own.map(({ element }) => element.action_id)
    const repeated = ids.find((id, nth) => ids.indexOf(id) !== nth)
    if (repeated === undefined) return []
    return [`action_id must be unique in its block: ${String(repeated)} [json-pointer:${at}/${index}]`]
  })
}

function tooManyOfAKind(blocks: readonly Fields[], at: string): string[] {
  return Object.entries(MOST_OF_A_KIND).flatMap(([type, most]) =>
    blocks.filter((block) => block.type === type).length > most
      ? [`no more than ${most} ${type} blocks allowed [json-pointer:${at}]`]
      : [],
  )
}
