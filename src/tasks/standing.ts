import { whoIsShort } from '#src/evidence/fresh.ts'
import { isShort, researchOf } from '#src/evidence/research.ts'
import { confirmedSince, type DueEntry } from '#src/knowledge/due.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import type { Progress } from './list.ts'
import type { Closing, Matter, Task } from './task.ts'

/** How a task stands: open, with what is left of it; seen to, as the facts show; or what somebody said to it. */
export type TaskState =
  | { state: 'open'; left: Matter }
  | { state: 'seen to' }
  | { state: 'done' | 'declined'; closing: Closing; left: Matter }

export function stateOf(task: Task, { closed, settled }: Progress, library: Library): TaskState {
  const left = leftOf(task.matter, settled, library)
  const closing = closed.find((each) => each.task === task.id)
  if (closing) return { state: closing.declined === undefined ? 'done' : 'declined', closing, left }
  return sizeOf(left) === 0 ? { state: 'seen to' } : { state: 'open', left }
}

export const openTasks = (tasks: Task[], progress: Progress, library: Library): Task[] =>
  tasks.flatMap((task) => {
    const its = stateOf(task, progress, library)
    return its.state === 'open' ? [{ ...task, matter: its.left }] : []
  })

/** Of how many things a matter is made; a standing question is one. */
export function sizeOf(matter: Matter): number {
  switch (matter.to) {
    case 'confirm':
      return matter.entries.length
    case 'research':
    case 'interview':
      return matter.personas.length
    case 'answer':
      return matter.questions.length
    case 'settle':
      return matter.flags.length
    case 'rework':
      return matter.tried.length
    case 'weights':
    case 'incentives':
      return 1
  }
}

function leftOf(matter: Matter, settled: string[], library: Library): Matter {
  switch (matter.to) {
    case 'confirm':
      return { ...matter, entries: matter.entries.filter((each) => isWaiting(each, library)) }
    case 'research':
      return { ...matter, personas: matter.personas.flatMap(({ persona }) => shortOf(persona, library)) }
    case 'interview':
      return {
        ...matter,
        personas: matter.personas.flatMap(({ persona }) => stillShort(persona, matter, library)),
      }
    case 'answer':
      return { ...matter, questions: matter.questions.filter(({ id }) => !settled.includes(id)) }
    case 'settle':
      return { ...matter, flags: matter.flags.filter(({ id }) => !settled.includes(id)) }
    default:
      return matter
  }
}

/** Still to be confirmed: there, in use, and not confirmed since. */
function isWaiting(each: DueEntry, library: Library): boolean {
  const entry = library.entries.get(entryKey(each))
  return entry !== undefined && entry.status !== 'retired' && !confirmedSince(each, entry)
}

function shortOf(slug: string, library: Library) {
  const persona = findEntry(library, 'persona', slug)
  const research = persona && persona.status !== 'retired' && researchOf(persona, library.evidence)
  return research && isShort(research) ? [{ persona: slug, ...research }] : []
}

function stillShort(slug: string, wanted: { since: string; least: number }, library: Library) {
  const persona = findEntry(library, 'persona', slug)
  const short = persona && persona.status !== 'retired' && whoIsShort(persona, library.evidence, wanted)
  return short ? [short] : []
}
