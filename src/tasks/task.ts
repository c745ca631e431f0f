import { z } from 'zod'
import { shortOfFresh } from '#src/evidence/fresh.ts'
import { tried } from '#src/feedback/feedback.ts'
import { firstWith } from '#src/freshness/answerable.ts'
import { dueEntry } from '#src/knowledge/due.ts'
import { weights } from '#src/kpis/review.ts'
import { allows } from '#src/members/authority.ts'
import { isThere, type KnownMember, memberFunction } from '#src/members/member.ts'

/** What somebody is to do, with what it is about. */
const matter = z.discriminatedUnion('to', [
  z.object({ to: z.literal('confirm'), entries: z.array(dueEntry) }),
  /** Personas that rest on too little: people interviewed, and sources with numbers. */
  z.object({
    to: z.literal('research'),
    personas: z.array(z.object({ persona: z.string(), interviews: z.number(), quantitative: z.number() })),
  }),
  z.object({
    to: z.literal('answer'),
    questions: z.array(z.object({ id: z.string(), text: z.string(), times: z.number() })),
  }),
  z.object({
    to: z.literal('settle'),
    flags: z.array(z.object({ id: z.string(), kind: z.string(), slug: z.string(), text: z.string() })),
  }),
  /** What was tried often enough and failed more often than not. */
  z.object({ to: z.literal('rework'), tried: z.array(tried) }),
  /** Personas that rest on too few interviews since a day: so many are wanted of each. */
  z.object({
    to: z.literal('interview'),
    since: z.iso.date(),
    least: z.int(),
    personas: z.array(shortOfFresh),
  }),
  /** Standing questions of every quarter: the weights of composite KPIs, and what people are paid for. */
  z.object({ to: z.literal('weights'), now: weights.optional() }),
  z.object({ to: z.literal('incentives'), function: memberFunction.optional() }),
])
export type Matter = z.output<typeof matter>

/** One thing that one person is to do by a day, taken from what is known. */
export const task = z.object({
  /** Names it in its list, and in the next one where it is still open: "confirm/mina". */
  id: z.string(),
  /** Handle; absent where nobody answers for it. */
  owner: z.string().optional(),
  /** The period whose list had it first, where it was carried over. */
  since: z.string().optional(),
  matter,
})
export type Task = z.output<typeof task>

/** What somebody said to a task: that it is done or, with a reason, that they won't. */
export const closing = z.object({
  task: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  declined: z.string().optional(),
})
export type Closing = z.output<typeof closing>

export const taskId = (to: Matter['to'], owner: string | undefined): string => `${to}/${owner ?? ''}`

/** Whoever a task is for: the one named while they are there, then who owns the personas, then an admin. */
export function doerOf(
  { owner }: Pick<Task, 'owner'>,
  members: ReadonlyMap<string, KnownMember>,
): KnownMember | undefined {
  const named = owner === undefined ? undefined : members.get(owner)
  if (named && isThere(named)) return named
  return firstWith('persona-owner', members) ?? firstWith('admin', members)
}

/** Whoever it is for, and admins, may say that a task is done or declined; nobody who has left. */
export function mayClose(
  handle: string | undefined,
  task: Pick<Task, 'owner'>,
  members: ReadonlyMap<string, KnownMember>,
): boolean {
  return allows(members.get(handle ?? ''), 'close-task', { doer: [doerOf(task, members)?.handle] })
}
