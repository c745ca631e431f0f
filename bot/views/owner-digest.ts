import { listed, say } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { OwnerWeek } from '#src/refresh/digest.ts'
import { dayName } from '#src/runs/period.ts'
import { flagToSettle, questionToAnswer, triedSpans } from './asked-of-owner.ts'
import { dueBlocks, openOf } from './due-list.ts'
import { personName } from './names.ts'
import { firstFew } from './reading.ts'
import { type Listing, latenessLines, type Post } from './telling.ts'

const MOST = 6

/** "Your week, Mina. 2 things need you, 3 can wait." */
export function ownerDigest(week: OwnerWeek, telling: Listing): Post[] {
  const { stale, due, questions, alerts, flags, failing } = week
  const { library, zone } = telling
  const now = openOf(stale, telling).length + alerts.length + flags.length
  const later = openOf(due, telling).length + questions.length + failing.length
  const name = (personName(library, telling.scope) ?? '').split(' ')[0]
  const count = now === 0 ? 'Nothing is urgent' : `${now} ${now === 1 ? 'thing needs' : 'things need'} you`
  const dayOf = (iso: string) => dayName(Temporal.Instant.from(iso).toZonedDateTimeISO(zone).toPlainDate())
  const blocks = [
    ...latenessLines(telling),
    say(
      line(bold(`Your week, ${name}. ${count}${later > 0 ? `, ${later} can wait` : ''}.`)),
      ...listed('Needs you', [
        ...firstFew(alerts, MOST, ({ account, firedOn }) => [
          bold(account),
          ` waits for an answer to its alert of ${dayOf(firedOn)}.`,
        ]),
      ]),
      ...listed(
        'Can wait',
        firstFew(failing, MOST, (each) => triedSpans(each, library)),
      ),
    ),
    ...flags.slice(0, MOST).flatMap((flag) => flagToSettle(flag, library)),
    ...questions.flatMap(questionToAnswer),
    ...dueBlocks([...stale, ...due], telling),
  ]
  return [{ message: message(blocks) }]
}
