import { randomUUID } from 'node:crypto'
import type { Database } from '#src/db/connect.ts'
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
