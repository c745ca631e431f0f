import type { Prisma } from '#prisma/generated/client.ts'
import { recordChange } from '#src/audit/record-change.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
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

/**
 * Records a brief once for the request that made it, or anew what the same person recorded as `earlier`. Returns its
 * id. The trail of what was decided with a persona names it, too.
 */
export async function recordBrief(
  db: Database,
  { source, earlier }: { source: string; earlier: string | undefined },
  brief: Brief,
  by: By,
  now: Temporal.Instant,
): Promise<string> {
  await demandOf(db, by.handle, 'brief', { subject: `brief/${earlier ?? source}` })
  const { title, evidence, persona = null, version = null, job = null, action = null } = brief
  const said = { title, evidence, persona, version, job, action, missing: missingIn(brief) }
  let id = ''
  await recordChange(db, now, async (tx) => {
    const written = await writeBrief(tx, { source, earlier }, said, by, now)
    id = written.id
    const event = { actor: by.handle, subject: `brief/${id}`, payload: said }
    return written.as === 'before' ? undefined : { ...event, action: `brief ${written.as}` }
  })
  return id
}

type Said = Omit<Prisma.BriefCreateManyInput, 'source' | 'at'>

async function writeBrief(
  tx: Transaction,
  { source, earlier }: { source: string; earlier: string | undefined },
  said: Said,
  { id: byId, function: team = null }: By,
  now: Temporal.Instant,
): Promise<{ id: string; as: 'recorded' | 'completed' | 'before' }> {
  const at = new Date(now.epochMilliseconds)
  if (earlier !== undefined) {
    const { count } = await tx.brief.updateMany({ where: { id: earlier, byId }, data: { ...said, at } })
    if (count > 0) return { id: earlier, as: 'completed' }
  }
  const row = { ...said, source, byId, function: team, at }
  const { count } = await tx.brief.createMany({ data: [row], skipDuplicates: true })
  const { id } = await tx.brief.findUniqueOrThrow({ where: { source }, select: { id: true } })
  return { id, as: count > 0 ? 'recorded' : 'before' }
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
