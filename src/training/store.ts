import { z } from 'zod'
import type { Database } from '#src/db/connect.ts'
import { FUNCTIONS } from '#src/members/member.ts'
import { type Question, question } from './question.ts'
import { isCustomerFacing, type Learner, type Training } from './tour.ts'

type Key = Pick<Training, 'memberId' | 'tour'>

/** Everybody who speaks with customers and is there, by handle, with the tours that they had. */
export async function readLearners(db: Database, zone: string): Promise<Map<string, Learner>> {
  const rows = await db.member.findMany({
    where: { leftAt: null },
    select: { handle: true, function: true, createdAt: true, trainings: true },
  })
  const day = (date: Date) =>
    Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  const learners = rows.map((row): [string, Learner] => {
    const tours = row.trainings.map(({ tour, endedAt, begunAt, offeredAt }) => {
      const at = endedAt ?? begunAt ?? offeredAt
      return { tour, on: at ? day(at) : undefined }
    })
    const team = FUNCTIONS.find((name) => name === row.function)
    return [row.handle, { function: team, knownSince: day(row.createdAt), tours }]
  })
  return new Map(learners.filter(([, learner]) => isCustomerFacing(learner.function)))
}

export async function readTraining(db: Database, key: Key): Promise<Training | undefined> {
  const row = await db.training.findUnique({ where: { memberId_tour: key } })
  return row ? trainingOf(row) : undefined
}

/** The tour that somebody has been offered or is in the middle of, the newest. */
export async function openTraining(db: Database, memberId: string): Promise<Training | undefined> {
  const row = await db.training.findFirst({
    where: { memberId, state: { in: ['begun', 'offered'] } },
    orderBy: [{ state: 'asc' }, { offeredAt: 'desc' }],
  })
  return row ? trainingOf(row) : undefined
}

type Row = NonNullable<Awaited<ReturnType<Database['training']['findUnique']>>>

const trainingOf = ({ memberId, tour, state, questions, at }: Row): Training => ({
  memberId,
  tour,
  state: (['begun', 'done', 'declined'] as const).find((each) => each === state) ?? 'offered',
  questions: z.array(question).parse(questions),
  at,
})

/** Notes that a tour was offered; one that is there already stays as it is. */
export async function noteOffer(db: Database, key: Key, now: Temporal.Instant): Promise<void> {
  await db.training.createMany({
    data: [{ ...key, state: 'offered', offeredAt: dateOf(now) }],
    skipDuplicates: true,
  })
}

/** Begins a tour with these questions; one that has begun goes on with its own. */
export async function beginTraining(
  db: Database,
  key: Key,
  questions: Question[],
  now: Temporal.Instant,
): Promise<void> {
  const data = { state: 'begun', questions, at: 0, begunAt: dateOf(now) }
  await db.training.createMany({ data: [{ ...key, state: 'offered' }], skipDuplicates: true })
  await db.training.updateMany({ where: { ...key, state: { in: ['offered', 'declined'] } }, data })
}

/** One question further, from the one that was answered; false where somebody has gone on already. */
export async function goOn(db: Database, training: Training, now: Temporal.Instant): Promise<boolean> {
  const { memberId, tour, at, questions } = training
  const over = at + 1 >= questions.length
  const end = { state: 'done', questions: [], endedAt: dateOf(now) }
  const { count } = await db.training.updateMany({
    where: { memberId, tour, at, state: 'begun' },
    data: { at: at + 1, ...(over && end) },
  })
  return count === 1
}

export async function declineTraining(db: Database, key: Key, now: Temporal.Instant): Promise<void> {
  await db.training.updateMany({
    where: { ...key, state: { in: ['offered', 'begun'] } },
    data: { state: 'declined', questions: [], at: 0, endedAt: dateOf(now) },
  })
}

/** How many of those who speak with customers have done a tour, of how many; nobody is named. */
export async function countTrained(db: Database): Promise<{ done: number; of: number }> {
  const rows = await db.member.findMany({
    where: { leftAt: null },
    select: { function: true, trainings: { where: { state: 'done' }, select: { tour: true } } },
  })
  const all = rows.filter((row) => isCustomerFacing(FUNCTIONS.find((name) => name === row.function)))
  return { done: all.filter(({ trainings }) => trainings.length > 0).length, of: all.length }
}

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
