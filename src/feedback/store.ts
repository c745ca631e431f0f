import type { Database } from '#src/db/connect.ts'
import { COUNTS_FOR, type Tried, triedKey } from './feedback.ts'

/** What somebody says of an answer: whether it helped. Of the person only their function is kept. */
export type Verdict = {
  answerId: string
  kind: string
  slug: string
  version: number
  persona: string | undefined
  function: string | undefined
  worked: boolean
}

/** Keeps one verdict an answer: the one that was pressed last. */
export async function keepVerdict(
  db: Database,
  { answerId, ...said }: Verdict,
  pressedAt: Temporal.Instant,
): Promise<void> {
  const at = new Date(pressedAt.epochMilliseconds)
  const verdict = { ...said, persona: said.persona ?? null, function: said.function ?? null, at }
  await db.feedback.createMany({ data: [{ answerId, ...verdict }], skipDuplicates: true })
  await db.feedback.updateMany({ where: { answerId, at: { lt: at } }, data: verdict })
}

/** What was tried and how it went, by entry and persona. */
export async function readTried(db: Database, now: Temporal.Instant): Promise<Map<string, Tried>> {
  const since = new Date(now.subtract(COUNTS_FOR).epochMilliseconds)
  const rows = await db.$queryRaw<(Omit<Tried, 'persona'> & { persona: string | null })[]>`
    SELECT kind, slug, persona, count(*) FILTER (WHERE worked)::int AS worked, count(*)::int AS of
    FROM feedback WHERE at > ${since} GROUP BY kind, slug, persona`
  const counts = rows.map(({ persona, ...row }): Tried => ({ ...row, ...(persona !== null && { persona }) }))
  return new Map(counts.map((each) => [triedKey(each), each]))
}

const KNOWN_FOR_MS = 60_000
const known = new WeakMap<Database, { at: number; counts: Promise<Map<string, Tried>> }>()

/** The same as it stood at most a minute ago, so that answers need not wait for it. */
export async function triedLately(db: Database, now: Temporal.Instant): Promise<ReadonlyMap<string, Tried>> {
  const at = now.epochMilliseconds
  const last = known.get(db)
  if (last && Math.abs(at - last.at) < KNOWN_FOR_MS) return await last.counts
  const counts = readTried(db, now)
  known.set(db, { at, counts })
  counts.catch(() => known.delete(db))
  return await counts
}
