import { say, small } from '#bot/slack/blocks.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, line } from '#bot/slack/text.ts'
import { periodName } from '#src/runs/period.ts'
import { DEEP_REFRESH } from '#src/tasks/deep-refresh.ts'
import type { FollowUp } from '#src/tasks/follow-up.ts'
import { listNamed } from '#src/tasks/lists.ts'
import { openTasks } from '#src/tasks/standing.ts'
import { personName } from './names.ts'
import { firstName } from './proposal-text.ts'
import { counted } from './reading.ts'
import { dueDay, taskBlocks } from './tasks.ts'
import { type Listing, latenessLines, type Telling } from './telling.ts'

type Shown = Pick<Listing, 'scope' | 'scheduledAt' | 'lateness' | 'library' | 'zone'> & Partial<Telling>

/** To one person alone: what of the lists is still with them, to be closed right here. */
export function taskFollowUp({ lists }: FollowUp, shown: Shown): Message {
  const { library, zone, scope } = shown
  const name = firstName(personName(library, scope) ?? '')
  const blocks = [
    // It says what is open now: there is nothing that it would stand in for.
    ...latenessLines({ ...shown, missed: [] }),
    say(line(bold(heading(name, lists, shown)))),
    ...lists.flatMap((each) => [
      ...taskBlocks(each.tasks, each, { list: each.list, library, zone }),
      small(
        `From the ${listName(each)} in the board's channel${lists.length > 1 ? `, due ${dueDay(each)}` : ''}.`,
      ),
    ]),
    small('Once a week, until each is done or declined.'),
  ]
  return message(blocks)
}

type Lists = FollowUp['lists']

/** "reminder on Q4 2026", "deep refresh of March 2027" */
const listName = ({ list, period }: Pick<Lists[number], 'list' | 'period'>): string =>
  listNamed(list) === DEEP_REFRESH
    ? `deep refresh of ${periodName(period)}`
    : `reminder on ${periodName(period)}`

function heading(name: string, lists: Lists, { scheduledAt, library }: Shown): string {
  const open = lists.filter(({ tasks, progress }) => openTasks(tasks, progress, library).length > 0)
  const count = open.reduce((sum, each) => sum + openTasks(each.tasks, each.progress, library).length, 0)
  const [first] = open.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))
  if (!first) return `All of it is seen to, ${name}. Thank you.`
  const over = scheduledAt.toPlainDate().toString() > first.dueOn
  const things = `${counted(count, 'thing')} ${count === 1 ? 'is' : 'are'} still with you`
  return `${name}, ${things}: ${over ? 'it was due on' : 'due by'} ${dueDay(first)}.`
}
