import { whoIsShort } from '#src/evidence/fresh.ts'
import { whoHears } from '#src/freshness/answerable.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { perOwner } from './derive.ts'
import { type ListKind, taskList } from './list.ts'
import type { Task } from './task.ts'

/** The year's deep refresh, to the board. */
export const DEEP_REFRESH: ListKind = { job: 'deep-refresh', scope: 'board', facts: taskList }

/** So many interviews for each persona, none older than `since`: what each owner owes. Whom we turn away isn't asked. */
export function interviewsOwed(library: Library, wanted: { since: string; least: number }): Task[] {
  const personas = entriesOf(library, 'persona').filter(({ body }) => body.kind !== 'negative')
  const short = personas.flatMap((persona) => {
    const owed = whoIsShort(persona, library.evidence, wanted)
    return owed ? [{ persona, owed }] : []
  })
  return perOwner(
    short,
    ({ persona }) => whoHears(persona, library),
    (some) => ({ to: 'interview', ...wanted, personas: some.map(({ owed }) => owed) }),
  )
}
