import type { Block } from '#bot/slack/blocks.ts'

/** Of one page, so that it opens at once on a phone and stays far below what Slack takes. */
const BLOCKS = 80
const CHARACTERS = 60_000

/** Puts blocks on pages, in their order; a divider begins no page and ends none. */
export function pagesOf(blocks: Block[]): Block[][] {
  const pages: Block[][] = []
  let page: Block[] = []
  let size = 0
  for (const block of blocks) {
    const length = JSON.stringify(block).length
    if (page.length > 0 && (page.length >= BLOCKS || size + length > CHARACTERS)) {
      pages.push(page)
      ;[page, size] = [[], 0]
    }
    page.push(block)
    size += length
  }
  return [...pages, page].map(withoutEdges).filter((each, index) => each.length > 0 || index === 0)
}

function withoutEdges(page: Block[]): Block[] {
  const isDivider = (block: Block | undefined) => block?.type === 'divider'
  const from = isDivider(page[0]) ? 1 : 0
  return page.slice(from, isDivider(page.at(-1)) ? -1 : undefined)
}
