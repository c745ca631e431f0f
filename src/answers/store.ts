import { createHash, randomUUID } from 'node:crypto'
import type { Database, Transaction } from '#src/db/connect.ts'
import { together } from '#src/db/together.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { readVersion } from '#src/knowledge/store.ts'

/** An answer as it was given: what it showed, and the versions that it was given from. */
export type GivenAnswer = { id: string; command: string; args: unknown; entries: Entry[] }

/** Keeps what was answered from which versions, and counts it for the function that asked. Returns its id. */
export async function keepAnswer(
  db: Database,
  answer: { command: string; args: object; entries: Entry[]; function: string | undefined },
  now: Temporal.Instant,
): Promise<string> {
  const id = randomUUID()
  await keepTogether(db, {
    id,
    command: answer.command,
    args: answer.args,
    function: answer.function ?? null,
    entries: answer.entries.map(({ kind, slug, version }) => ({ kind, slug, version })),
    answeredAt: new Date(now.epochMilliseconds),
  })
  return id
}

type NewAnswer = {
  id: string
  command: string
  args: object
  function: string | null
  entries: { kind: string; slug: string; version: number }[]
  answeredAt: Date
}

const keepTogether = together(async (db, answers: NewAnswer[]) => {
  await db.$executeRaw`
    INSERT INTO answers (id, command, args, function, entries, answered_at)
    SELECT id, command, args::jsonb, function, entries::jsonb, answered_at FROM unnest(
      ${answers.map(({ id }) => id)}::uuid[],
      ${answers.map(({ command }) => command)}::text[],
      ${answers.map(({ args }) => JSON.stringify(args))}::text[],
      ${answers.map((answer) => answer.function)}::text[],
      ${answers.map(({ entries }) => JSON.stringify(entries))}::text[],
      ${answers.map(({ answeredAt }) => answeredAt)}::timestamptz[]
    ) AS new (id, command, args, function, entries, answered_at)`
  return answers.map(() => undefined)
})

/** Finds an answer again, its entries in the versions that it was given from. */
export async function findAnswer(db: Database, id: string): Promise<GivenAnswer | undefined> {
  const row = await db.answer.findUnique({ where: { id } })
  if (!row) return undefined
  const pins = row.entries as { kind: string; slug: string; version: number }[]
  const entries = await Promise.all(pins.map((pin) => readVersion(db, pin)))
  return { id, command: row.command, args: row.args, entries: entries.filter((entry) => entry !== undefined) }
}

/** The library as an answer saw it: the entries that it was given from stand in for those of today. */
export function pinned(library: Library, entries: Entry[]): Library {
  return {
    ...library,
    entries: new Map([...library.entries, ...entries.map((entry) => [entryKey(entry), entry] as const)]),
  }
}

/** Notes a question that nothing verified answers, and who waits for it; the same question again is counted, not repeated. */
export async function noteQuestion(
  db: Database,
  question: {
    text: string
    nearest: Entry[]
    ownerId: string | undefined
    askerId: string | undefined
    function: string | undefined
  },
  now: Temporal.Instant,
): Promise<void> {
  const normal = normalOf(question.text)
  const askedAt = new Date(now.epochMilliseconds)
  const { id } = await db.openQuestion.upsert({
    where: { normal },
    create: {
      text: question.text.trim(),
      normal,
      function: question.function ?? null,
      ownerId: question.ownerId ?? null,
      nearest: question.nearest.map(entryKey),
      askedAt,
    },
    update: { times: { increment: 1 }, answeredAt: null },
    select: { id: true },
  })
  if (question.askerId === undefined) return
  const asker = { questionId: id, memberId: question.askerId }
  await db.questionAsker.upsert({
    where: { questionId_memberId: asker },
    create: { ...asker, askedAt },
    update: {},
  })
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

/** By what the same question is known again. PostgreSQL indexes no text of some thousand bytes, hence the digest. */
function normalOf(text: string): string {
  const normal = text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  return normal.length <= 300 ? normal : createHash('sha256').update(normal).digest('hex')
}
