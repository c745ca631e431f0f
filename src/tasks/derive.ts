import { weightsAt } from '#src/decisions/effects.ts'
import { isShort, researchOf } from '#src/evidence/research.ts'
import { isFailing, type Tried } from '#src/feedback/feedback.ts'
import type { Flag } from '#src/flags/flag.ts'
import { flaggedEntry } from '#src/flags/settle-flag.ts'
import { answerableFor, firstWith, whoHears } from '#src/freshness/answerable.ts'
import { DUE_WITHIN_DAYS } from '#src/freshness/due-for.ts'
import { dueEntries } from '#src/knowledge/due.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { incentiveAudits } from './incentives.ts'
import { type Matter, type Task, taskId } from './task.ts'

/** A question that waits, and the handle of who is to answer it. */
type Waiting = { id: string; text: string; times: number; owner: string | undefined }

/** Everything that tasks are taken from. */
export type Known = {
  library: Library
  today: Temporal.PlainDate
  zone: string
  questions: Waiting[]
  flags: Flag[]
  tried: Iterable<Tried>
}

/** So many questions are asked of one person in a quarter: those that were asked most. */
const MOST_QUESTIONS = 20

/** What is to be done, one task for each person and matter, in the order in which one would do them. */
export function tasksOf(known: Known): Task[] {
  return [
    ...confirming(known),
    ...settling(known),
    ...answering(known),
    ...reworking(known),
    ...researching(known),
    ...standing(known),
    ...incentiveAudits(known.library),
  ]
}

/** One task for each who has some of the items to see to. */
export function perOwner<T>(
  items: T[],
  ownerOf: (item: T) => string | undefined,
  matterOf: (items: T[]) => Matter,
): Task[] {
  return [...Map.groupBy(items, ownerOf)].map(([owner, some]) => {
    const matter = matterOf(some)
    return { id: taskId(matter.to, owner), ...(owner !== undefined && { owner }), matter }
  })
}

function confirming({ library, today, zone }: Known): Task[] {
  const { entries, members } = library
  const verifiers = new Map(
    [...entries].map(([key, entry]) => [key, answerableFor(entry, members).verifier?.handle]),
  )
  const due = dueEntries(entries.values(), today, zone, DUE_WITHIN_DAYS)
  return perOwner(
    due,
    ({ kind, slug }) => verifiers.get(`${kind}/${slug}`),
    (some) => ({ to: 'confirm', entries: some }),
  )
}

const settling = ({ library, flags }: Known): Task[] =>
  perOwner(
    flags,
    (flag) => whoHears(flaggedEntry(library, flag), library),
    (some) => ({
      to: 'settle',
      flags: some.map(({ id, kind, slug, text }) => ({ id, kind, slug, text })),
    }),
  )

const answering = ({ library, questions }: Known): Task[] =>
  perOwner(
    questions,
    ({ owner }) => owner ?? whoHears(undefined, library),
    (some) => ({
      to: 'answer',
      questions: some.slice(0, MOST_QUESTIONS).map(({ id, text, times }) => ({ id, text, times })),
    }),
  )

function reworking({ library, tried }: Known): Task[] {
  const { entries } = library
  const failing = [...tried].filter((each) => isFailing(each) && entries.has(`${each.kind}/${each.slug}`))
  return perOwner(
    failing.toSorted((a, b) => b.of - a.of),
    ({ kind, slug }) => whoHears(entries.get(`${kind}/${slug}`), library),
    (some) => ({ to: 'rework', tried: some }),
  )
}

function researching({ library }: Known): Task[] {
  const short = entriesOf(library, 'persona').flatMap((persona) => {
    const research = researchOf(persona, library.evidence)
    return isShort(research) ? [{ persona, research }] : []
  })
  return perOwner(
    short,
    ({ persona }) => whoHears(persona, library),
    (some) => ({
      to: 'research',
      personas: some.map(({ persona: { slug }, research }) => ({ persona: slug, ...research })),
    }),
  )
}

/** What is asked every quarter of whoever answers for the numbers, as soon as there is a persona. */
function standing({ library, today }: Known): Task[] {
  const { members } = library
  const owner = (
    firstWith('kpi-owner', members) ??
    firstWith('persona-owner', members) ??
    firstWith('admin', members)
  )?.handle
  if (owner === undefined || entriesOf(library, 'persona').length === 0) return []
  const now = weightsAt(library, today)
  const matters: Matter[] = [{ to: 'weights', ...(now && { now }) }, { to: 'incentives' }]
  return matters.map((matter) => ({ id: taskId(matter.to, owner), owner, matter }))
}

/** Tasks that were open in the list before this one say since when. */
export function withSince(fresh: Task[], before: { period: string; open: Task[] } | undefined): Task[] {
  if (!before) return fresh
  const earlier = new Map(before.open.map(({ id, since }) => [id, since ?? before.period]))
  return fresh.map((task) => {
    const since = earlier.get(task.id)
    return { ...task, ...(since !== undefined && { since }) }
  })
}
