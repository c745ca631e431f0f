import { type Block, buttons, listed, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { message } from '#bot/slack/message.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { OwnerWeek } from '#src/refresh/digest.ts'
import { dayName } from '#src/runs/period.ts'
import { dueBlocks, openOf } from './due-list.ts'
import { triedWords } from './feedback-notes.ts'
import { personName } from './names.ts'
import { questionButtons } from './questions-tray.ts'
import { firstFew } from './reading.ts'
import { type Listing, latenessLines, type Post } from './telling.ts'

const MOST = 6

const titleOf = ({ kind, slug }: { kind: string; slug: string }, { entries }: Library): string =>
  entries.get(`${kind}/${slug}`)?.title ?? slug

const flagBlocks = (flag: OwnerWeek['flags'][number], library: Library): Block[] => [
  say(line(bold(`${titleOf(flag, library)} doesn't fit any more: `), clip(flag.text, 300))),
  buttons([{ text: 'Settle', action: 'settle-flag', value: { flag: flag.id } }]),
]

function questionBlocks({ id, text, times }: OwnerWeek['questions'][number]): Block[] {
  const asked = ` was asked${times > 1 ? ` ${times} times` : ''} and has no verified answer.`
  const answering = id === undefined ? [] : [buttons(questionButtons(id))]
  return [say(line(italic(clip(text, 160)), asked)), ...answering]
}

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
        firstFew(failing, MOST, (each) => [bold(titleOf(each, library)), ` ${triedWords(each, library)}.`]),
      ),
    ),
    ...flags.slice(0, MOST).flatMap((flag) => flagBlocks(flag, library)),
    ...questions.flatMap(questionBlocks),
    ...dueBlocks([...stale, ...due], telling),
  ]
  return [{ message: message(blocks) }]
}
