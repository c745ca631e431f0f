import { Prisma } from '#prisma/generated/client.ts'
import { recordChange } from '#src/audit/record-change.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { demandOf } from '#src/members/actor.ts'
import type { Doubt } from './doubt.ts'
import type { Subject, SubjectKind } from './tag.ts'

type Row = Omit<Doubt, 'subject' | 'because' | 'persona' | 'suggested' | 'raisedAt' | 'unsureBy' | 'name'> & {
  subject: SubjectKind
  because: Doubt['because']
  name: string | null
  persona: string | null
  suggested: string | null
  raisedAt: Date
  unsureBy: string | null
}

const COLUMNS = Prisma.sql`doubt.id::text AS doubt, doubt.subject, doubt.subject_id AS id, doubt.because,
  COALESCE(account.persona, contact.persona) AS persona, doubt.suggested, doubt.said, doubt.raised_by AS "raisedBy",
  doubt.raised_at AS "raisedAt", doubt.unsure_by AS "unsureBy", COALESCE(account.name, contact.name) AS name`
const JOINED = Prisma.sql`reconciliations doubt
  LEFT JOIN accounts account ON doubt.subject = 'account' AND account.account_id = doubt.subject_id
  LEFT JOIN contacts contact ON doubt.subject = 'contact' AND contact.contact_id = doubt.subject_id`

const doubtOf = ({ persona, suggested, raisedAt, unsureBy, name, ...row }: Row): Doubt => ({
  ...row,
  name: name ?? row.id,
  persona: persona ?? undefined,
  suggested: suggested ?? undefined,
  raisedAt: Temporal.Instant.fromEpochMilliseconds(raisedAt.getTime()),
  unsureBy: unsureBy ?? undefined,
})

/** What is in doubt, what people say before what methods do, those of whom nobody is sure last; and how many there are. */
export async function openDoubts(db: Database, most: number): Promise<{ doubts: Doubt[]; of: number }> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM ${JOINED} WHERE doubt.settled_at IS NULL
    ORDER BY doubt.unsure_by IS NOT NULL, doubt.because = 'methods', doubt.raised_at, doubt.id LIMIT ${most}`
  const of = await db.reconciliation.count({ where: { settledAt: null } })
  return { doubts: rows.map(doubtOf), of }
}

/** How many are in doubt, and of how many of them somebody could not tell. */
export async function countDoubts(db: Database): Promise<{ of: number; unsure: number }> {
  const [row] = await db.$queryRaw<{ of: number; unsure: number }[]>`
    SELECT count(*)::int AS of, count(unsure_by)::int AS unsure FROM reconciliations WHERE settled_at IS NULL`
  return row ?? { of: 0, unsure: 0 }
}

/** What is in doubt of one subject. */
export async function doubtAbout(
  db: Database | Transaction,
  { subject, id }: Subject,
): Promise<Doubt | undefined> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM ${JOINED}
    WHERE doubt.subject = ${subject} AND doubt.subject_id = ${id} AND doubt.settled_at IS NULL`
  return row && doubtOf(row)
}

/** Notes that somebody finds a persona wrong. Throws a NoRight where they may tag nobody. */
export async function flagPersona(
  db: Database,
  { subject, id }: Subject,
  { by, said }: { by: string; said: string },
  now: Temporal.Instant,
): Promise<void> {
  await recordChange(db, now, async (tx) => {
    await demandOf(tx, by, 'tag', { subject: `${subject}/${id}` })
    const count = await tx.$executeRaw`
      INSERT INTO reconciliations (id, subject, subject_id, because, persona, said, raised_by, raised_at)
      SELECT gen_random_uuid(), ${subject}, ${id}, 'flagged', known.persona, ${said}, ${by}, ${dateOf(now)}
      FROM (SELECT persona FROM accounts WHERE ${subject} = 'account' AND account_id = ${id}
        UNION ALL SELECT persona FROM contacts WHERE ${subject} = 'contact' AND contact_id = ${id}) known
      ON CONFLICT (subject, subject_id) WHERE settled_at IS NULL
      DO UPDATE SET because = 'flagged', said = EXCLUDED.said, raised_by = EXCLUDED.raised_by, unsure_by = NULL
        WHERE reconciliations.because = 'methods'`
    const payload = { said }
    return count === 0
      ? undefined
      : { actor: by, action: 'persona doubted', subject: `${subject}/${id}`, payload }
  })
}

/** Notes that somebody can't tell either; it stays in doubt, and its owner reads of it. */
export async function leaveUnsure(
  db: Database,
  { subject, id }: Subject,
  by: string,
  now: Temporal.Instant,
): Promise<void> {
  await recordChange(db, now, async (tx) => {
    await demandOf(tx, by, 'tag', { subject: `${subject}/${id}` })
    const { count } = await tx.reconciliation.updateMany({
      where: { subject, subjectId: id, settledAt: null, unsureBy: null },
      data: { unsureBy: by },
    })
    const payload = {}
    return count === 0
      ? undefined
      : { actor: by, action: 'persona unsure', subject: `${subject}/${id}`, payload }
  })
}

/** Ends the doubt about a subject in the transaction that says which persona it is. */
export async function settleDoubt(
  tx: Transaction,
  { subject, id }: Subject,
  { outcome, persona, by }: { outcome: 'taken' | 'kept'; persona: string; by: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.reconciliation.updateMany({
    where: { subject, subjectId: id, settledAt: null },
    data: { outcome, settledOn: persona, settledBy: by, settledAt: dateOf(now) },
  })
}

/**
 * Raises a doubt about every subject of which a method that counts less, and is sure enough, names another persona
 * since it was last settled or somebody said who it is; and ends those that are over. `least`: how sure it has to be.
 */
export async function raiseDisagreements(
  tx: Transaction,
  subject: SubjectKind,
  least: number,
  now: Temporal.Instant,
): Promise<{ raised: number; over: number }> {
  const table = subject === 'account' ? Prisma.raw('accounts') : Prisma.raw('contacts')
  const key = subject === 'account' ? Prisma.raw('account_id') : Prisma.raw('contact_id')
  const against = Prisma.sql`
    SELECT DISTINCT ON (tag.subject_id) tag.subject_id AS id, known.persona, tag.persona AS suggested, tag.reason
    FROM persona_tags tag JOIN ${table} known ON known.${key} = tag.subject_id
    WHERE tag.subject = ${subject} AND tag.until IS NULL AND tag.confidence >= ${least}::numeric
      AND tag.persona <> known.persona
      AND NOT EXISTS (SELECT 1 FROM reconciliations settled WHERE settled.subject = ${subject}
        AND settled.subject_id = tag.subject_id AND settled.settled_at >= tag.since AND settled.outcome <> 'over')
      AND NOT EXISTS (SELECT 1 FROM persona_tags known WHERE known.subject = ${subject} AND known.method = 'manual'
        AND known.subject_id = tag.subject_id AND known.until IS NULL AND known.since >= tag.since)
    ORDER BY tag.subject_id, tag.confidence DESC, tag.id`
  const over = await tx.$executeRaw`
    UPDATE reconciliations doubt SET outcome = 'over', settled_at = ${dateOf(now)}, settled_by = 'clock'
    WHERE doubt.subject = ${subject} AND doubt.because = 'methods' AND doubt.settled_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM (${against}) still WHERE still.id = doubt.subject_id)`
  const raised = await tx.$executeRaw`
    INSERT INTO reconciliations (id, subject, subject_id, because, persona, suggested, said, raised_by, raised_at)
    SELECT gen_random_uuid(), ${subject}, id, 'methods', persona, suggested, reason, 'clock', ${dateOf(now)}
    FROM (${against}) found
    ON CONFLICT (subject, subject_id) WHERE settled_at IS NULL DO NOTHING`
  return { raised, over }
}

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
