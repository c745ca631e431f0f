import { type Block, buttons, say } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import type { OwnerWeek } from '#src/refresh/digest.ts'
import { counted, firstFew } from './reading.ts'

type Trigger = OwnerWeek['triggers'][number]

const titleOf = ({ slug }: Trigger, library: Library): string =>
  findEntry(library, 'trigger', slug)?.title ?? slug

/** One that fewer find worth their time than it takes. */
export const poorTrigger = (trigger: Trigger, library: Library): Block[] => [
  say(
    line(
      bold(titleOf(trigger, library)),
      ` was useful ${trigger.useful} of ${trigger.of} times. A change of it is among your drafts.`,
    ),
  ),
  buttons([
    { text: 'How it does', action: 'ask', value: { text: `alerts ${trigger.slug}` } },
    { text: 'Show it', action: 'show-entry', value: { kind: 'trigger', slug: trigger.slug } },
  ]),
]

const MOST = 5

/** How often each of somebody's triggers was worth it, as it was answered; nothing where nobody has answered. */
export function triggersOfWeek(all: Trigger[], library: Library): Block[][] {
  const mine = all.filter(({ poor }) => !poor).toSorted((a, b) => a.useful / a.of - b.useful / b.of)
  if (mine.length === 0) return []
  const lines = firstFew(mine, MOST, (each): Span[] => [
    bold(titleOf(each, library)),
    `: useful ${each.useful} of ${each.of} times, fired ${counted(each.fired, 'time')}`,
  ])
  return [[say(line('What people say of your triggers:'), bullets(lines))]]
}
