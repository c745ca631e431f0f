import { type Block, say, small } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { bold, line } from '#bot/slack/text.ts'
import { toAsk } from '#src/evidence/fresh.ts'
import type { Library } from '#src/knowledge/library.ts'
import { periodName } from '#src/runs/period.ts'
import type { TaskList } from '#src/tasks/list.ts'
import { openTasks } from '#src/tasks/standing.ts'
import type { Task } from '#src/tasks/task.ts'
import { fiveQuestions } from './evidence-guide.ts'
import { groupsWords } from './evidence-words.ts'
import { shortName } from './names.ts'
import { allSeenTo, forWhomUntil, owingList } from './owing.ts'
import { counted, inWords } from './reading.ts'
import { tasksCards } from './tasks.ts'
import { type Listing, latenessLines, type Post } from './telling.ts'

type Shown = Omit<Listing, 'scope'> & { period: { id: string } }

/** Short in the channel: how many interviews, and who owes them. In the thread the questions, and a list for each. */
export function deepRefresh(list: TaskList, shown: Shown): Post[] {
  const { run, library, zone } = shown
  return [
    { message: message(summary(list, shown)) },
    { name: 'questions', inThread: true, message: message([fiveQuestions(undefined, library)]) },
    ...tasksCards(list, { list: run, library, zone }),
  ]
}

function summary(list: TaskList, shown: Shown): Block[] {
  const { library, period } = shown
  const open = openTasks(list.tasks, list.progress, library)
  const short = shortIn(open)
  const wanted = short.reduce((sum, each) => sum + toAsk(each), 0)
  const said =
    open.length === 0 ? allSeenTo(list) : `${counted(wanted, 'interview')} to do${forWhomUntil(open, list)}.`
  return [
    ...latenessLines(shown),
    say(
      line(bold(`Deep refresh, ${periodName(period.id)}: ${said}`)),
      ...oldLines(shortIn(list.tasks), library),
      ...missingLines(short),
      owingList(list, library),
    ),
    small(
      "In the thread: the five questions, and everybody's list with its buttons. Who has something open is reminded once a week.",
    ),
  ]
}

const shortIn = (tasks: Task[]) =>
  tasks.flatMap(({ matter }) => (matter.to === 'interview' ? matter.personas : []))

const MOST = 4

/** "Older than a year: 13 of Carla's 16 interviews and all 12 of Finn's." */
function oldLines(short: ReturnType<typeof shortIn>, library: Library) {
  const old = short
    .map(({ persona, interviews, fresh }) => ({ persona, interviews, old: interviews - fresh }))
    .filter((each) => each.old > 0)
    .toSorted((a, b) => b.old - a.old)
  const said = old.map((each) => {
    const whose = `${shortName(library, each.persona)}'s`
    return each.old === each.interviews
      ? `all ${each.old} of ${whose}`
      : `${each.old} of ${whose} ${each.interviews}`
  })
  return said.length === 0 ? [] : [line(`Interviews older than a year: ${inWords(said, MOST)}.`)]
}

/** "By group of customers: 14 churned, 9 new and 8 support-intensive." */
function missingLines(short: ReturnType<typeof shortIn>) {
  const all = Map.groupBy(
    short.flatMap(({ ask }) => ask),
    ({ group }) => group,
  )
  const sums = [...all].map(
    ([group, some]) => [group, some.reduce((sum, { count }) => sum + count, 0)] as const,
  )
  const most = new Map(sums.toSorted(([, a], [, b]) => b - a))
  return most.size === 0 ? [] : [line(`By group of customers: ${groupsWords(most)}.`)]
}
