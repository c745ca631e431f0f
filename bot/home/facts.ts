import type { Rhythm } from '#bot/views/rhythm.ts'
import { type Adoption, adoptionOf } from '#src/adoption/adoption.ts'
import { countUse } from '#src/adoption/store.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { asks, listWaiting } from '#src/board/waiting.ts'
import type { Context } from '#src/context.ts'
import { type Tried, triedOf } from '#src/feedback/feedback.ts'
import { triedLately } from '#src/feedback/store.ts'
import type { Flag } from '#src/flags/flag.ts'
import { flagsToSettle } from '#src/flags/settle-flag.ts'
import { dueFor } from '#src/freshness/due-for.ts'
import { type DueEntry, dueEntries } from '#src/knowledge/due.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { type KnowledgeState, knowledgeState } from '#src/knowledge/state.ts'
import type { KnownMember } from '#src/members/member.ts'
import { countQuestionsFor, questionsWaitingFor, waitingQuestions } from '#src/questions/store.ts'
import { maySetMeeting, nextMeeting } from '#src/rhythm/meeting.ts'
import { digestHandles } from '#src/rhythm/readers.ts'
import { readDeepRefresh, readDigestTime, readMeeting } from '#src/rhythm/store.ts'
import { type PlannedJob, plannedJobs } from '#src/runs/planned.ts'
import { countOpenAlerts } from '#src/triggers/store.ts'

/** Everything that somebody's Home tab is made of. */
export type HomeFacts = {
  member: KnownMember
  library: Library
  now: Temporal.Instant
  zone: string
  /** Open proposals: those that wait for this member's vote, how many more of these, and all others. */
  votes: { waiting: Proposal[]; more: number; others: number }
  /** What they are to confirm; and what they own or stand in for, or will have to confirm within a month. */
  due: { mine: DueEntry[]; others: DueEntry[] }
  /** What others ask (`of` so many) and find of what they answer for, and how it went when it was tried. */
  asked: { flags: Flag[]; questions: Waiting; of: number; tried: Tried[] }
  /** How many alerts wait for their answer. */
  alerts: number
  personas: Mine<'persona'>
  playbooks: Mine<'playbook'>
  /** When things come to them. */
  rhythm?: Rhythm
  /** What the clock looks after, for those who may pause it. */
  jobs?: PlannedJob[]
  /** For those who answer for the knowledge base. */
  state: { knowledge: KnowledgeState; questions: Questions; adoption?: Adoption } | undefined
}

/** What somebody owns; `own` is false where they own none, and these are simply what they work with. */
type Mine<K extends 'persona' | 'playbook'> = { own: boolean; entries: Entry<K>[] }
type Waiting = Awaited<ReturnType<typeof questionsWaitingFor>>
type Questions = Awaited<ReturnType<typeof waitingQuestions>>

const SOON_WITHIN_DAYS = 30
const SHOWN_PROPOSALS = 3
const SHOWN_QUESTIONS = 3

export async function homeFacts(member: KnownMember, library: Library, ctx: Context): Promise<HomeFacts> {
  const now = ctx.now()
  const today = now.toZonedDateTimeISO(ctx.zone).toPlainDate()
  const entries = [...library.entries.values()]
  const answersFor = member.roles.some((role) => role === 'persona-owner' || role === 'admin')
  const seesState = answersFor || entries.some(({ owner }) => owner === member.handle)
  return {
    member,
    library,
    now,
    zone: ctx.zone,
    votes: await votesFor(member, ctx),
    due: dueTo(member, library, { now, zone: ctx.zone }),
    asked: await askedOf(member, library, ctx),
    alerts: await countOpenAlerts(ctx.db, member.handle),
    rhythm: await rhythmOf(member, library, ctx),
    personas: personasFor(member, library),
    playbooks: playbooksFor(member, library),
    ...(answersFor && { jobs: await plannedJobs(ctx.db) }),
    state: seesState
      ? {
          knowledge: knowledgeState(entries, today, ctx.zone),
          questions: await waitingQuestions(ctx.db, SHOWN_QUESTIONS),
          ...(answersFor && { adoption: adoptionOf(library, await countUse(ctx.db, now)) }),
        }
      : undefined,
  }
}

async function askedOf({ handle }: KnownMember, library: Library, ctx: Context): Promise<HomeFacts['asked']> {
  return {
    flags: (await flagsToSettle(ctx.db, library)).get(handle) ?? [],
    questions: await questionsWaitingFor(ctx.db, handle, SHOWN_QUESTIONS),
    of: await countQuestionsFor(ctx.db, handle),
    tried: triedOf(handle, (await triedLately(ctx.db, ctx.now())).values(), library),
  }
}

async function rhythmOf(member: KnownMember, library: Library, ctx: Context): Promise<Rhythm> {
  const meeting = await readMeeting(ctx.db)
  const reads = digestHandles(library).includes(member.handle)
  return {
    digest: reads ? (await readDigestTime(ctx.db, member.handle)).time : undefined,
    meeting,
    next: meeting && nextMeeting(meeting, ctx.now().toZonedDateTimeISO(ctx.zone)),
    maySetMeeting: maySetMeeting(member),
    deepRefresh: await readDeepRefresh(ctx.db),
  }
}

function dueTo(
  { handle }: KnownMember,
  library: Library,
  when: { now: Temporal.Instant; zone: string },
): HomeFacts['due'] {
  const mine = dueFor(library, handle, when)
  const known = new Set(mine.map(entryKey))
  const theirs = [...library.entries.values()].filter(
    ({ owner, verifier, deputies }) => owner === handle || verifier === handle || deputies.includes(handle),
  )
  const today = when.now.toZonedDateTimeISO(when.zone).toPlainDate()
  const soon = dueEntries(theirs, today, when.zone, SOON_WITHIN_DAYS)
  return { mine, others: soon.filter((each) => !known.has(entryKey(each))) }
}

async function votesFor(member: KnownMember, { db, now }: Context): Promise<HomeFacts['votes']> {
  const open = await listWaiting(db, now())
  const mine = open.filter((each) => asks(each, member.id))
  const shown = mine.slice(0, SHOWN_PROPOSALS)
  return {
    waiting: shown.map(({ proposal }) => proposal),
    more: mine.length - shown.length,
    others: open.length - mine.length,
  }
}

function personasFor({ handle }: KnownMember, library: Library): HomeFacts['personas'] {
  const all = entriesOf(library, 'persona')
  const own = all.filter(({ owner }) => owner === handle)
  return own.length > 0
    ? { own: true, entries: own }
    : { own: false, entries: all.filter(({ body }) => body.kind !== 'negative') }
}

function playbooksFor(member: KnownMember, library: Library): HomeFacts['playbooks'] {
  const all = entriesOf(library, 'playbook')
  const own = all.filter(({ owner }) => owner === member.handle)
  return own.length > 0
    ? { own: true, entries: own }
    : { own: false, entries: all.filter(({ body }) => body.function === member.function) }
}
