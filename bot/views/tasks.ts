import { type Block, type ButtonSpec, buttons, say } from '#bot/slack/blocks.ts'
import { type Form, textInput } from '#bot/slack/form.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { dayName, periodName } from '#src/runs/period.ts'
import type { TaskList } from '#src/tasks/list.ts'
import { stateOf, type TaskState } from '#src/tasks/standing.ts'
import { doerOf, type Matter, type Task } from '#src/tasks/task.ts'
import { personName, shortName } from './names.ts'
import { counted } from './reading.ts'
import { allStillTrueButton, stillTrueButton } from './still-true.ts'
import { inShort, taskParts } from './task-words.ts'
import type { Post } from './telling.ts'

/** `list`: the key of the list's post, which the buttons carry. */
type Shown = { list: string; library: Library; zone: string }

export const dueDay = ({ dueOn }: Pick<TaskList, 'dueOn'>): string => dayName(Temporal.PlainDate.from(dueOn))

/** Everybody's tasks, those without an owner last. */
export const byOwner = (tasks: Task[]): [string | undefined, Task[]][] =>
  [...Map.groupBy(tasks, ({ owner }) => owner)].toSorted(
    ([a], [b]) => Number(a === undefined) - Number(b === undefined),
  )

/** In a list's thread: a card for each who has something to do. */
export const tasksCards = (facts: TaskList, shown: Shown): Post[] =>
  byOwner(facts.tasks).map(([owner]) => ({
    name: owner === undefined ? 'tasks' : `tasks/${owner}`,
    inThread: true,
    message: tasksCard(owner, facts, shown),
  }))

/** What one person is to do, each with its buttons. */
function tasksCard(owner: string | undefined, facts: TaskList, shown: Shown): Message {
  const tasks = facts.tasks.filter((task) => task.owner === owner)
  const open = tasks.filter((task) => stateOf(task, facts.progress, shown.library).state === 'open').length
  const name = personName(shown.library, owner) ?? 'Nobody answers for these yet'
  const heading =
    open === 0
      ? `${name}: ${tasks.length === 1 ? 'the one thing is' : `all ${tasks.length} things are`} seen to.`
      : `${name}: ${counted(open, 'thing')}${open < tasks.length ? ` of ${tasks.length}` : ''} to do by ${dueDay(facts)}.`
  return message([say(line(bold(heading))), ...taskBlocks(tasks, facts, shown)])
}

export function taskBlocks(tasks: Task[], { progress }: Pick<TaskList, 'progress'>, shown: Shown): Block[] {
  const { library, zone } = shown
  return tasks.flatMap((task) => {
    const its = stateOf(task, progress, library)
    const said = say(...taskParts(task, its, library, zone))
    return its.state === 'open' ? [said, buttons(buttonsFor({ ...task, matter: its.left }, shown))] : [said]
  })
}

function buttonsFor(task: Task, { list, library }: Shown): ButtonSpec[] {
  const value = { list, task: task.id }
  return [
    ...nextAction(task.matter, doerOf(task, library.members)?.handle, list, library),
    { text: 'Done', action: 'task-done', value },
    { text: 'Decline …', action: 'task-decline', value },
  ]
}

/** What one would do first, where there is a button for it. */
function nextAction(matter: Matter, doer: string | undefined, list: string, library: Library): ButtonSpec[] {
  switch (matter.to) {
    case 'confirm': {
      const [first, ...others] = matter.entries
      if (first?.version === undefined) return []
      if (others.length > 0) return doer === undefined ? [] : [allStillTrueButton(doer, list)]
      const { kind, slug, version } = first
      return [stillTrueButton({ kind, slug, version }, list)]
    }
    case 'settle': {
      const [flag] = matter.flags
      return flag ? [{ text: 'Settle', action: 'settle-flag', value: { flag: flag.id } }] : []
    }
    case 'answer': {
      const [question] = matter.questions
      return question ? [{ text: 'Answer', action: 'answer-question', value: { question: question.id } }] : []
    }
    case 'rework': {
      const entry = matter.tried
        .map(({ kind, slug }) => library.entries.get(`${kind}/${slug}`))
        .find((each) => each !== undefined)
      if (!entry) return []
      const { kind, slug, version } = entry
      return [{ text: 'Propose a change', action: 'propose', value: { kind, slug, version } }]
    }
    case 'interview': {
      const [first] = matter.personas
      if (!first) return []
      const ask = `evidence ${shortName(library, first.persona)} questions`
      return [{ text: 'What to ask', action: 'ask', value: { text: ask } }]
    }
    default:
      return []
  }
}

export const declineTaskForm = ({ task, library }: { task: Task; library: Library }): Form => ({
  title: 'Decline',
  submit: 'Decline',
  close: 'Cancel',
  blocks: [
    say(line(bold(inShort(task.matter, library)))),
    textInput({
      block: 'reason',
      label: 'Why not, or why not now?',
      placeholder: 'A sentence. The board reads it in the thread',
    }),
  ],
})

export const SAY_WHY_DECLINED = 'Say in a sentence why: the board reads it.'

const sentence = (...spans: Span[]): Block[] => [say(line(...spans))]

export const taskClosed = (declined: boolean): Block[] =>
  sentence(declined ? 'Declined. The list in the thread says so, with your reason.' : 'Done. Thank you.')

export const taskClosedBefore = (
  task: Task,
  its: TaskState,
  { library, zone }: Pick<Shown, 'library' | 'zone'>,
): Block[] => [
  say(line('This is closed already, so nothing was changed.'), ...taskParts(task, its, library, zone)),
]

export function onlyTheNamed(task: Task, library: Library): Block[] {
  const who = doerOf(task, library.members)?.name
  return sentence(
    who === undefined
      ? 'Nobody answers for this yet. An admin can close it; if you can take it, say so in the thread.'
      : `This one is ${who}'s. If you have done it or know something about it, tell them in the thread.`,
  )
}

export const listSuperseded = (period: string): Block[] =>
  sentence(`A newer list has taken over: what is open stands in that of ${periodName(period)}.`)
