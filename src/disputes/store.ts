import { appendAudit } from '#src/audit/store.ts'
import type { Database } from '#src/db/connect.ts'
import type { Library } from '#src/knowledge/library.ts'
import { IN_TURN } from '#src/knowledge/sequence.ts'
import { demand } from '#src/members/authority.ts'
import { FUNCTIONS } from '#src/members/member.ts'
import { type Dispute, disputeKey } from './dispute.ts'

type NewDispute = Omit<Dispute, 'id' | 'settled' | 'raisedAt'> & { source: string }

/** Writes a dispute down; the same request raises one. */
export async function raiseDispute(
  db: Database,
  dispute: NewDispute,
  members: Library['members'],
  now: Temporal.Instant,
): Promise<Dispute> {
  demand(members.get(dispute.raisedBy), 'dispute', { subject: dispute.subject, members })
  const at = new Date(now.epochMilliseconds)
  const row = { ...dispute, function: dispute.function ?? null, raisedAt: at }
  await db.$transaction(async (tx) => {
    const written = await tx.dispute.createMany({ data: [row], skipDuplicates: true })
    if (written.count === 0) return
    const { raisedBy: actor, subject, persona, about, said, text } = dispute
    const payload = { persona, about, said, text }
    await appendAudit(tx, { actor, action: 'dispute raised', subject, payload, at })
  }, IN_TURN)
  return disputeOf(await db.dispute.findUniqueOrThrow({ where: { source: dispute.source } }))
}

/** Settles it once. False where somebody has before. */
export async function settleDispute(
  db: Database,
  dispute: Dispute,
  { words, by }: { words: string; by: string },
  members: Library['members'],
  now: Temporal.Instant,
): Promise<boolean> {
  demand(members.get(by), 'settle-dispute', { subject: disputeKey(dispute), members })
  const at = new Date(now.epochMilliseconds)
  return await db.$transaction(async (tx) => {
    const data = { outcome: words, settledBy: by, settledAt: at }
    const settled = await tx.dispute.updateMany({ where: { id: dispute.id, settledAt: null }, data })
    if (settled.count === 0) return false
    const subject = disputeKey(dispute)
    await appendAudit(tx, { actor: by, action: 'dispute settled', subject, payload: { words }, at })
    return true
  }, IN_TURN)
}

export async function readDispute(db: Database, id: string): Promise<Dispute | undefined> {
  const row = await db.dispute.findUnique({ where: { id } })
  return row ? disputeOf(row) : undefined
}

/** Those that nobody has settled, the oldest first. */
export async function openDisputes(db: Database): Promise<Dispute[]> {
  const rows = await db.dispute.findMany({ where: { settledAt: null }, orderBy: { raisedAt: 'asc' } })
  return rows.map(disputeOf)
}

/** The last that were settled, the newest first. */
export async function settledDisputes(db: Database, most: number): Promise<Dispute[]> {
  const rows = await db.dispute.findMany({
    where: { settledAt: { not: null } },
    orderBy: { settledAt: 'desc' },
    take: most,
  })
  return rows.map(disputeOf)
}

/** Everything that was said against a number or a finding, the oldest first. */
export async function disputesOf(
  db: Database,
  of: Pick<Dispute, 'subject' | 'persona' | 'about'>,
): Promise<Dispute[]> {
  const { subject, persona, about } = of
  const rows = await db.dispute.findMany({ where: { subject, persona, about }, orderBy: { raisedAt: 'asc' } })
  return rows.map(disputeOf)
}

type Row = NonNullable<Awaited<ReturnType<Database['dispute']['findUnique']>>>

function disputeOf({ outcome, settledBy, settledAt, raisedAt, ...row }: Row): Dispute {
  const { id, subject, persona, about, said, text, raisedBy } = row
  return {
    id,
    subject,
    persona,
    about,
    said,
    text,
    function: FUNCTIONS.find((name) => name === row.function),
    raisedBy,
    raisedAt: instantOf(raisedAt),
    settled: settledAt ? { words: outcome ?? '', by: settledBy ?? '', at: instantOf(settledAt) } : undefined,
  }
}

const instantOf = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime())
