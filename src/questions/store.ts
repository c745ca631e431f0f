import type { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import { reopen } from './learned-store.ts'
import { ANSWER_HOLDS, normalOf, type Question } from './question.ts'

const people = {
  owner: { select: { handle: true } },
  answeredBy: { select: { handle: true } },
  askers: { select: { member: { select: { function: true } } }, orderBy: { askedAt: 'asc' } },
} as const
type Row = Prisma.OpenQuestionGetPayload<{ include: typeof people }>

type Asked = {
  text: string
  nearest: Entry[]
  ownerId: string | undefined
  askerId: string | undefined
  function: string | undefined
}

/**
 * Notes a question that nothing verified answers, and who waits for it; the same question again is counted, not
 * repeated. One that was answered so long ago that it no longer holds is open again. Returns who is to answer it, and
 * since when.
 */
export async function noteQuestion(
  db: Database,
  question: Asked,
  now: Temporal.Instant,
): Promise<{ ownerId: string | undefined; askedAt: Temporal.Instant }> {
  const normal = normalOf(question.text)
  const fresh = {
    text: question.text.trim(),
    function: question.function ?? null,
    ownerId: question.ownerId ?? null,
    nearest: question.nearest.map(entryKey),
    askedAt: dateOf(now),
  }
  const noted = await db.openQuestion.upsert({
    where: { normal },
    create: { ...fresh, normal },
    update: { times: { increment: 1 } },
    select: { id: true, answeredAt: true, ownerId: true, askedAt: true },
  })
  const ownerId = noted.answeredAt ? fresh.ownerId : (noted.ownerId ?? fresh.ownerId)
  if (noted.answeredAt) await reopen(db, noted, fresh)
  else if (ownerId !== noted.ownerId)
    await db.openQuestion.update({ where: { id: noted.id }, data: { ownerId } })
  await noteAsker(db, noted.id, question.askerId, now)
  const askedAt = noted.answeredAt ? fresh.askedAt : noted.askedAt
  return { ownerId: ownerId ?? undefined, askedAt: instantOf(askedAt) }
}

async function noteAsker(
  db: Database,
  questionId: string,
  memberId: string | undefined,
  now: Temporal.Instant,
): Promise<void> {
  if (memberId === undefined) return
  await db.questionAsker.upsert({
    where: { questionId_memberId: { questionId, memberId } },
    create: { questionId, memberId, askedAt: dateOf(now) },
    update: {},
  })
}

/** The same question where its owner has answered it, or said that it is not for us, and that still holds. */
export async function closedQuestion(
  db: Database,
  text: string,
  now: Temporal.Instant,
): Promise<Question | undefined> {
  const since = dateOf(now.subtract(ANSWER_HOLDS))
  const where = { normal: normalOf(text), answeredAt: { gt: since } }
  const row = await db.openQuestion.findFirst({ where, include: people })
  return row ? questionOf(row) : undefined
}

export async function readQuestion(db: Database, id: string): Promise<Question | undefined> {
  const row = await db.openQuestion.findUnique({ where: { id }, include: people })
  return row ? questionOf(row) : undefined
}

/** What was asked of one owner in some time, the most asked first. */
export async function questionsAsked(
  db: Database,
  owner: string,
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<Question[]> {
  const rows = await db.openQuestion.findMany({
    where: { owner: { handle: owner }, askedAt: { gte: dateOf(from), lt: dateOf(to) } },
    orderBy: [{ times: 'desc' }, { askedAt: 'asc' }],
    include: people,
  })
  return rows.map(questionOf)
}

/** What waits for one owner, the most asked first. */
export async function questionsWaitingFor(
  db: Database,
  owner: string,
  most: number,
): Promise<{ id: string; text: string; times: number }[]> {
  return await db.openQuestion.findMany({
    where: { owner: { handle: owner }, answeredAt: null },
    orderBy: [{ times: 'desc' }, { askedAt: 'asc' }],
    take: most,
    select: { id: true, text: true, times: true },
  })
}

/** How many questions wait for one owner. */
export const countQuestionsFor = async (db: Database, owner: string): Promise<number> =>
  await db.openQuestion.count({ where: { owner: { handle: owner }, answeredAt: null } })

/** Everything that waits, the most asked first, with the handle of who is to answer it. */
export async function whoIsAsked(
  db: Database,
): Promise<{ id: string; text: string; times: number; owner: string | undefined }[]> {
  const rows = await db.openQuestion.findMany({
    where: { answeredAt: null },
    orderBy: [{ times: 'desc' }, { askedAt: 'asc' }],
    select: { id: true, text: true, times: true, owner: { select: { handle: true } } },
  })
  return rows.map(({ owner, ...question }) => ({ ...question, owner: owner?.handle }))
}

/** How many questions wait for an answer, and the most asked of them. */
export async function waitingQuestions(
  db: Database,
  most: number,
): Promise<{ count: number; most: { text: string; times: number }[] }> {
  const where = { answeredAt: null }
  const count = await db.openQuestion.count({ where })
  const rows = await db.openQuestion.findMany({
    where,
    orderBy: [{ times: 'desc' }, { askedAt: 'asc' }],
    take: most,
  })
  return { count, most: rows.map(({ text, times }) => ({ text, times })) }
}

/** Gives the open questions that were noted for somebody to somebody else. */
export async function passQuestionsOn(tx: Transaction, fromId: string, toId: string): Promise<void> {
  await tx.openQuestion.updateMany({ where: { ownerId: fromId, answeredAt: null }, data: { ownerId: toId } })
}

/** Handles of those who wait for an answer. */
export async function askersOf(db: Database, questionId: string): Promise<string[]> {
  const rows = await db.questionAsker.findMany({
    where: { questionId },
    select: { member: { select: { handle: true } } },
    orderBy: { askedAt: 'asc' },
  })
  return rows.map(({ member }) => member.handle)
}

/**
 * Closes a question, with or without an answer; with the number of the change to come, if it points to an entry. False
 * where somebody has closed it before.
 */
export async function writeAnswer(
  tx: Transaction,
  id: string,
  said: {
    answer: string | undefined
    entry: string | undefined
    byId: string
    sequence: bigint | undefined
  },
  now: Temporal.Instant,
): Promise<boolean> {
  const closed = await tx.openQuestion.updateMany({
    where: { id, answeredAt: null },
    data: {
      answer: said.answer ?? null,
      answeredById: said.byId,
      answeredAt: dateOf(now),
      ...(said.sequence !== undefined && { sequence: said.sequence }),
      ...(said.entry !== undefined && { nearest: [said.entry] }),
      ...(said.entry === undefined && said.answer !== undefined && { nearest: [] }),
    },
  })
  return closed.count === 1
}

function questionOf(row: Row): Question {
  const functions = [row.function, ...row.askers.map(({ member }) => member.function)]
  return {
    id: row.id,
    text: row.text,
    times: row.times,
    functions: [...new Set(functions.filter((name) => name !== null))],
    owner: row.owner?.handle,
    nearest: row.nearest as string[],
    askedAt: instantOf(row.askedAt),
    outcome: outcomeOf(row),
  }
}

function outcomeOf({ answer, answeredAt, answeredBy, nearest }: Row): Question['outcome'] {
  if (!answeredAt) return { state: 'open' }
  const said = { by: answeredBy?.handle ?? '', at: instantOf(answeredAt) }
  if (answer === null) return { state: 'not ours', ...said }
  // With the answer the nearest entries gave way to the one that its owner points to.
  return { state: 'answered', text: answer, ...said, entry: (nearest as string[])[0] }
}

const dateOf = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds)
const instantOf = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime())
