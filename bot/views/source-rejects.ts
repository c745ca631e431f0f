import { listed, say } from '#bot/slack/blocks.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, code, line } from '#bot/slack/text.ts'
import type { SourceRun } from '#src/sources/store.ts'
import { plainNumber } from './numbers.ts'
import { counted, firstFew } from './reading.ts'
import { latenessLines, type Telling } from './telling.ts'

type Rejects = Pick<SourceRun, 'rows' | 'rejected'> & {
  title: string
  slug: string
  reasons: SourceRun['notes']['reasons']
}

/** For who owns a source: which of its rows stay out, and how to look at them. */
export function sourceRejects(
  { title, slug, rows, rejected, reasons }: Rejects,
  telling: Pick<Telling, 'lateness' | 'missed' | 'scheduledAt'>,
): Message {
  return message([
    ...latenessLines({ ...telling, missed: [] }),
    say(
      line(
        bold(`${title}: ${plainNumber(rejected)} of ${counted(rows, 'row')} don't fit.`),
        ' The others are in.',
      ),
      ...listed(
        'Why',
        firstFew(reasons, 5, (each) => [`${plainNumber(each.rows)}: ${each.reason}`]),
      ),
      line(
        'The first of them: ',
        code(`npm run -s dramatis -- sources check ${slug}`),
        '. You hear of other reasons, not of these again.',
      ),
    ),
  ])
}

/** What came of a run, for the log. */
export function doneWords({ rows, rejected, merged: { added, changed } }: SourceRun): string {
  if (rows === 0) return 'nothing new'
  const lost = rejected > 0 ? `, ${plainNumber(rejected)} rejected as before` : ''
  return `${plainNumber(added)} new, ${plainNumber(changed)} changed${lost}`
}
