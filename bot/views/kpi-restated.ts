import { type Block, say, small } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { bold, bullets, line } from '#bot/slack/text.ts'
import type { Review } from '#src/kpis/review.ts'
import { counted, firstFew } from './reading.ts'
import { changedValueWords } from './tag-words.ts'
import type { Post, Telling } from './telling.ts'

/** In the summary: that numbers of earlier months are others by now. */
export const restatedLine = ({ restated = [] }: Review) =>
  restated.length === 0
    ? undefined
    : line(
        `${counted(restated.length, 'number')} of earlier months ${restated.length === 1 ? 'was' : 'were'} restated; which, and why, is in the thread.`,
      )

/** In the thread: what was published, what it is by now, and why. What was posted stays as it was posted. */
export function restatedPost({ restated = [] }: Review, { library, currency }: Telling): Post[] {
  if (restated.length === 0) return []
  const blocks: Block[] = [
    say(
      line(bold('Restated since the last review')),
      bullets(firstFew(restated, 12, (each) => [changedValueWords(each, library, currency)])),
    ),
    small('What was posted stays as it was posted.'),
  ]
  return [{ name: 'restated', inThread: true, message: message(blocks) }]
}
