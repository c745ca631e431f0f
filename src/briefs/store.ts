import type { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { demandOf } from '#src/members/actor.ts'
import { type Brief, missingIn, PIECES, type Piece } from './brief.ts'

/** A brief as it was recorded. */
export type KnownBrief = Brief & {
  id: string
  missing: Piece[]
  by: string | undefined
  at: Temporal.Instant
}

type By = { id: string; handle: string; function?: string | null | undefined }
const by = { select: { handle: true } } as const
type Row = Prisma.BriefGetPayload<{ include: { by: typeof by } }>

/** Records a brief once for the request that made it, or anew what the same person recorded as `earlier`. Returns its id. */
export async function recordBrief(
  db: Database,
  { source, earlier }: { source: string; earlier: string | undefined },
  brief: Brief,
  { id: byId, handle, function: team = null }: By,
  now: Temporal.Instant,
): Promise<string> {
  await demandOf(db, handle, 'brief', { subject: `brief/${earlier ?? source}` })
  const { title, evidence, persona, version, job, action } = brief
  const said = {
    title,
    evidence,
    persona: persona ?? null,
    version: version ?? null,
    job: job ?? null,
    action: action ?? null,
    missing: missingIn(brief),
  }
  const at = new Date(now.epochMilliseconds)
  const amended =
    earlier !== undefined &&
    (await db.brief.updateMany({ where: { id: earlier, byId }, data: { ...said, at } }))
  if (earlier !== undefined && amended && amended.count > 0) return earlier
  await db.brief.createMany({ data: [{ ...said, source, byId, function: team, at }], skipDuplicates: true })
  return (await db.brief.findUniqueOrThrow({ where: { source }, select: { id: true } })).id
}

export async function findBrief(db: Database, id: string): Promise<KnownBrief | undefined> {
  const row = await db.brief.findUnique({ where: { id }, include: { by } })
  return row ? briefOf(row) : undefined
}

/** The newest briefs, newest first. */
export async function latestBriefs(db: Database, most: number): Promise<KnownBrief[]> {
  const rows = await db.brief.findMany({ orderBy: { at: 'desc' }, take: most, include: { by } })
  return rows.map(briefOf)
}

function briefOf(row: Row): KnownBrief {
  return {
    id: row.id,
    title: row.title,
    persona: row.persona ?? undefined,
    version: row.version ?? undefined,
    job: row.job ?? undefined,
    evidence: row.evidence,
    action: row.action ?? undefined,
    missing: PIECES.filter((piece) => row.missing.includes(piece)),
    by: row.by?.handle,
    at: Temporal.Instant.fromEpochMilliseconds(row.at.getTime()),
  }
}

/** How many briefs each function wrote since some time, and how many of them were complete. */
export async function briefsByFunction(db: Database, since: Temporal.Instant) {
  return await db.$queryRaw<{ function: string | null; complete: number; all: number }[]>`
    SELECT function, count(*) FILTER (WHERE missing = '{}')::int AS complete, count(*)::int AS all
    FROM briefs WHERE at >= ${new Date(since.epochMilliseconds)} GROUP BY function ORDER BY function`
}
