import type { Block } from '#bot/slack/blocks.ts'
import { plainText } from '#bot/slack/plain-text.ts'

/** Characters that a phone shows without scrolling, more or less. */
const ONE_SCREEN = 1200

/** The most generous way to say it that fits on one screen of a phone; the last one if none does. */
export function oneScreen<T>(ways: [T, ...T[]], blocks: (way: T) => Block[]): Block[] {
  const [way, ...tighter] = ways
  const said = blocks(way)
  const [next, ...rest] = tighter
  if (next === undefined || plainText(said).length <= ONE_SCREEN) return said
  return oneScreen([next, ...rest], blocks)
}
