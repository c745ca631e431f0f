import { say, small } from '#bot/slack/blocks.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, code, line } from '#bot/slack/text.ts'
import { plainNumber } from './numbers.ts'
import { latenessLines, type Telling } from './telling.ts'

/** The head of the audit trail, to be kept outside the database. */
export function auditHead(
  { rows, hash }: { rows: number; hash: string },
  telling: Pick<Telling, 'lateness' | 'missed' | 'scheduledAt'>,
): Message {
  return message([
    ...latenessLines({ ...telling, missed: [] }),
    say(
      line(
        bold(`The audit trail has ${plainNumber(rows)} ${rows === 1 ? 'record' : 'records'}.`),
        ' Nothing to do: this message is what it can be held against later.',
      ),
      line('Its head: ', code(`${hash}:${rows}`)),
    ),
    small(
      'If anybody doubts a vote or a decision, the operator runs audit verify --head with this line: it shows ' +
        'whether a record from before today was changed or cut off.',
    ),
  ])
}
