import { bold, bullets, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { TaskList } from '#src/tasks/list.ts'
import { openTasks } from '#src/tasks/standing.ts'
import type { Task } from '#src/tasks/task.ts'
import { personName } from './names.ts'
import { counted, firstFew, inWords } from './reading.ts'
import { inShort } from './task-words.ts'
import { byOwner, dueDay } from './tasks.ts'

const MOST_PEOPLE = 8

/** Who owes what, whoever owes most first. */
export function owingList({ tasks, progress }: TaskList, library: Library) {
  const open = openTasks(tasks, progress, library)
  const people = byOwner(tasks).map(([owner, all]) => ({
    owner,
    all,
    open: open.filter((task) => task.owner === owner),
    declined: declinedOf(all, progress),
  }))
  const inOrder = people.toSorted((a, b) => b.open.length - a.open.length)
  return bullets(firstFew(inOrder, MOST_PEOPLE, (each) => oweSpans(each, library)))
}

const declinedOf = (tasks: Task[], { closed }: TaskList['progress']): number =>
  tasks.filter(({ id }) => closed.some((each) => each.task === id && each.declined !== undefined)).length

type Owing = { owner: string | undefined; all: Task[]; open: Task[]; declined: number }

function oweSpans({ owner, all, open, declined }: Owing, library: Library): Span[] {
  const name = personName(library, owner) ?? 'Nobody yet'
  if (open.length === 0) {
    const but = declined > 0 ? `, ${declined} declined` : ''
    return ['✓ ', bold(name), `: ${all.length === 1 ? 'seen to' : `all ${all.length} seen to`}${but}`]
  }
  return [
    bold(name),
    `: ${inWords(
      open.map(({ matter }) => inShort(matter, library)),
      4,
    )}`,
  ]
}

/** "everything is seen to, 1 of it declined." */
export function allSeenTo({ tasks, progress }: TaskList): string {
  const declined = declinedOf(tasks, progress)
  return `everything is seen to${declined > 0 ? `, ${declined} of it declined` : ''}.`
}

/** " for 2 people by 26 Feb 2027" */
export function forWhomUntil(open: Task[], list: Pick<TaskList, 'dueOn'>): string {
  const people = new Set(open.flatMap(({ owner }) => owner ?? [])).size
  return `${people > 0 ? ` for ${counted(people, 'person', 'people')}` : ''} by ${dueDay(list)}`
}
