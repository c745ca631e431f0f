import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { Hidden } from '#src/dictionary/sight.ts'
import { inWords } from './reading.ts'

/** Under an answer: what the data dictionary keeps from whoever reads it. */
export const leftOutLine = (titles: string[]): Block[] =>
  titles.length === 0
    ? []
    : [
        small(
          `Not shown here: ${inWords(titles, 4)}, by the data dictionary (/persona field says who sees it).`,
        ),
      ]

/** Instead of an answer that would say nothing without these columns; undefined where none of them is kept from them. */
export function keptFrom(fields: string[], hidden: Hidden): Block[] | undefined {
  const kept = fields.flatMap((field) => hidden.get(field) ?? [])
  const [first] = kept
  if (!first) return undefined
  return [
    say(
      line(
        bold(`${first.title} is seen by ${inWords([...first.seenBy], 4)} alone.`),
        ' The data dictionary says so, and whoever owns that field can change it.',
      ),
    ),
  ]
}
