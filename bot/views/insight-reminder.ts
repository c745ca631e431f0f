import { listed, say } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { InsightFacts } from '#src/refresh/insight.ts'
import { periodName } from '#src/runs/period.ts'
import { dueSpans, shortSpans } from './due.ts'
import { capital, counted, firstFew, inWords } from './reading.ts'
import { latenessLines, type Post, type Telling } from './telling.ts'

const MOST = 8

/** What the quarter leaves to do, who does it, and what is new. */
export function insightReminder({ due, short, evidence, questions }: InsightFacts, telling: Telling): Post[] {
  const { library, period } = telling
  const stale = due.filter((each) => each.stale).length
  const todo = [
    ...(due.length > 0
      ? [`${counted(due.length, 'entry', 'entries')} to verify${stale > 0 ? ` (${stale} stale)` : ''}`]
      : []),
    ...(short.length > 0 ? [`${counted(short.length, 'persona')} short of research`] : []),
    ...(questions > 0 ? [`${counted(questions, 'open question')}`] : []),
  ]
  const blocks = [
    ...latenessLines(telling),
    say(
      line(bold(`${capital(periodName(period.id))}: ${inWords(todo)}.`)),
      ...listed(
        'To verify',
        firstFew(due, MOST, (each) => dueSpans(each, library)),
      ),
      ...listed(
        'Short of research',
        firstFew(short, MOST, (each) => shortSpans(each, library)),
      ),
      line(
        evidence.length > 0
          ? `New in the quarter: ${counted(evidence.length, 'piece')} of evidence.`
          : 'No evidence was added in the quarter.',
      ),
      line(bold('Who takes which, and by when?'), ' Answer in the thread.'),
    ),
  ]
  return [{ message: message(blocks) }]
}
