import { say, small } from '#bot/slack/blocks.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, line } from '#bot/slack/text.ts'
import { periodName } from '#src/runs/period.ts'
import type { FollowUp } from '#src/tasks/follow-up.ts'
import { openTasks } from '#src/tasks/standing.ts'
import { personName } from './names.ts'
import { firstName } from './proposal-text.ts'
import { counted } from './reading.ts'
import { dueDay, taskBlocks } from './tasks.ts'
import { type Listing, latenessLines, type Telling } from './telling.ts'

type Shown = Pick<Listing, 'scope' | 'scheduledAt' | 'lateness' | 'library' | 'zone'> & Partial<Telling>

/** To one person alone: what of the reminder is still with them, to be closed right here. */
export function taskFollowUp(facts: FollowUp, shown: Shown): Message {
  const { library, zone, scope } = shown
  const open = openTasks(facts.tasks, facts.progress, library).length
  const name = firstName(personName(library, scope) ?? '')
  const quarter = periodName(facts.period)
  const blocks = [
    // It says what is open now: there is nothing that it would stand in for.
    ...latenessLines({ ...shown, missed: [] }),
    say(line(bold(heading(name, open, facts, shown)))),
    ...taskBlocks(facts.tasks, facts, { list: facts.list, library, zone }),
    small(
      `From the reminder on ${quarter} in the board's channel. Once a week, until each is done or declined.`,
    ),
  ]
  return message(blocks)
}

function heading(name: string, open: number, facts: FollowUp, { scheduledAt }: Shown): string {
  if (open === 0) return `All of it is seen to, ${name}. Thank you.`
  const over = scheduledAt.toPlainDate().toString() > facts.dueOn
  const things = `${counted(open, 'thing')} ${open === 1 ? 'is' : 'are'} still with you`
  return `${name}, ${things}: ${over ? 'it was due on' : 'due by'} ${dueDay(facts)}.`
}
