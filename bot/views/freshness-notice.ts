import { type Block, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { Notice } from '#src/freshness/notice.ts'
import type { DueEntry } from '#src/knowledge/due.ts'
import { dueSpans } from './due.ts'
import { dueBlocks, openOf } from './due-list.ts'
import { counted, firstFew } from './reading.ts'
import { openButton } from './still-true.ts'
import { type Listing, latenessLines, type Post } from './telling.ts'

const MOST = 6

/** "Do these 2 entries still hold?" To whoever confirms them; and to their owner, what has been stale for long. */
export function freshnessNotice({ stale, due, overdue }: Notice, telling: Listing): Post[] {
  const mine = [...stale, ...due]
  const blocks = [
    // It says what is due now: there is nothing that it would stand in for.
    ...latenessLines({ ...telling, missed: [] }),
    ...(mine.length > 0 ? [say(line(bold(question(openOf(mine, telling).length))))] : []),
    ...dueBlocks(mine, telling),
    ...(overdue.length > 0 ? overdueBlocks(overdue, telling) : []),
    small('Said once when it comes due and once when it goes stale. Your week lists what is still open.'),
  ]
  return [{ message: message(blocks) }]
}

function question(open: number): string {
  if (open === 0) return 'All of it is confirmed. Thank you.'
  return open === 1 ? 'Does this still hold?' : `Do these ${open} entries still hold?`
}

/** What its verifier has left stale: to the owner, who can ask, propose another text or name somebody else. */
function overdueBlocks(overdue: DueEntry[], { library }: Listing): Block[] {
  const open = openOf(overdue, { library })
  if (open.length === 0) return [say(line('What had been stale of yours is confirmed.'))]
  return [
    say(
      ...listed(
        `${counted(open.length, 'entry', 'entries')} of yours, stale for two weeks or more`,
        firstFew(open, MOST, (each) => dueSpans(each, library)),
      ),
    ),
    buttons(open.slice(0, 3).map(openButton)),
  ]
}
