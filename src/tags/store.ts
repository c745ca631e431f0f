import { Prisma } from '#prisma/generated/client.ts'
import { recordChange } from '#src/audit/record-change.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { demandOf } from '#src/members/actor.ts'
import { settleDoubt } from './doubt-store.ts'
import { type Corrected, correctMonths, wrongMonths } from './month-store.ts'
import { METHODS, type Method, type Subject, type SubjectKind, type Tag } from './tag.ts'

/** Where each kind of subject is kept. */
export const KEPT: Record<SubjectKind, { table: Prisma.Sql; key: Prisma.Sql }> = {
  account: { table: Prisma.raw('accounts'), key: Prisma.raw('account_id') },
  contact: { table: Prisma.raw('contacts'), key: Prisma.raw('contact_id') },
}

/** Every tag that is in force of these subjects, the newest first. */
export async function openTags(
  db: Database | Transaction,
  subject: SubjectKind,
  ids: string[],
): Promise<Map<string, Tag[]>> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT subject_id AS id, method, persona, confidence::float8, reason, by, since, until FROM persona_tags
    WHERE subject = ${subject} AND subject_id = ANY(${ids}::text[]) AND until IS NULL
    ORDER BY persona_tags.id DESC`
  return Map.groupBy(
    rows.map((row) => ({ ...tagOf(row), id: row.id })),
    ({ id }) => id,
  )
}

type Row = Omit<Tag, 'method' | 'since' | 'until'> & {
  id: string
  method: string
  since: Date
  until: Date | null
}

const tagOf = ({ method, persona, confidence, reason, by, since, until }: Row): Tag => ({
  ...{ persona, reason, by },
  method: METHODS.find((each) => each === method) ?? 'crm',
  confidence,
  since: Temporal.Instant.fromEpochMilliseconds(since.getTime()),
  until: until ? Temporal.Instant.fromEpochMilliseconds(until.getTime()) : undefined,
})

/** What a person says that somebody is; `correct`: and has been all along, so that its months are counted anew. */
export type Said = Subject & { persona: string; by: string; reason: string; correct?: boolean }

/** What came of it: what it was and is, and the months that were counted anew. */
export type Outcome = Retagged & { months: Corrected[] }

/**
 * Tags by hand, and keeps what is then in force, what it settles and the months that it corrects in one transaction.
 * Throws a NoRight where whoever says so may tag nobody. Undefined where there is no such account or contact.
 */
export async function tagByHand(
  db: Database,
  said: Said,
  precedence: readonly Method[],
  now: Temporal.Instant,
): Promise<Outcome | undefined> {
  const { subject, id, persona, by, reason } = said
  let outcome: Outcome | undefined
  await recordChange(db, now, async (tx) => {
    await demandOf(tx, by, 'tag', { subject: `${subject}/${id}` })
    const before = await personaOf(tx, said)
    if (before === undefined) return undefined
    await adoptKnown(tx, subject, [id], now)
    const months = subject === 'account' && said.correct ? await wrongMonths(tx, id, persona) : []
    const since = validFrom(months, now)
    const written = await writeTags(
      tx,
      subject,
      'manual',
      [{ id, persona, confidence: 1, reason, by }],
      since,
    )
    await applyTags(tx, subject, [id], precedence, now)
    if (months.length > 0) await correctMonths(tx, id, persona, months)
    const kept = before.persona === persona
    await settleDoubt(tx, said, { outcome: kept ? 'kept' : 'taken', persona, by }, now)
    const after = (await personaOf(tx, said))?.persona ?? null
    outcome = { id, before: before.persona, after, months }
    const action = months.length > 0 ? 'persona corrected' : 'tagged'
    const payload = { ...outcome, persona, method: 'manual', reason }
    return written === 0 && months.length === 0
      ? undefined
      : { actor: by, action, subject: `${subject}/${id}`, payload }
  })
  return outcome
}

/** A correction holds from the first month that it corrects. */
function validFrom(months: Corrected[], now: Temporal.Instant): Temporal.Instant {
  const first = months.at(-1)?.month
  return first === undefined ? now : Temporal.Instant.from(`${first}T00:00:00Z`)
}

/** A subject whose persona in force may have changed. */
export type Retagged = { id: string; before: string | null; after: string | null }

type Known = { persona: string | null; name: string | null; goneAt: Date | null }

export async function personaOf(
  tx: Database | Transaction,
  { subject, id }: Subject,
): Promise<Known | undefined> {
  const { table, key } = KEPT[subject]
  const [row] = await tx.$queryRaw<Known[]>`
    SELECT persona, name, gone_at AS "goneAt" FROM ${table} WHERE ${key} = ${id}`
  return row
}

/** What a source said before anybody wrote down who says what is a tag of the CRM's. */
export async function adoptKnown(
  tx: Transaction,
  subject: SubjectKind,
  ids: string[],
  now: Temporal.Instant,
): Promise<void> {
  const { table, key } = KEPT[subject]
  await tx.$executeRaw`
    INSERT INTO persona_tags (subject, subject_id, persona, method, confidence, reason, by, since)
    SELECT ${subject}, known.${key}, known.persona, 'crm', 0.9, 'As its source has it', 'import',
      LEAST(known.created_at, ${dateOf(now)})
    FROM ${table} known WHERE known.${key} = ANY(${ids}::text[]) AND known.persona IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM persona_tags tag WHERE tag.subject = ${subject} AND tag.subject_id = known.${key})`
}

/** What one method says of some subjects; `persona` null where it says nothing any more. */
export type Saying = { id: string; persona: string | null; confidence: number; reason: string; by: string }

/**
 * Ends what a method said of these subjects where it says something else by now, and writes that. How many changed.
 * `own`: who may end what; what others said by the same method stays, and counts.
 */
export async function writeTags(
  tx: Transaction,
  subject: SubjectKind,
  method: Method,
  sayings: Saying[],
  now: Temporal.Instant,
  own?: string[],
): Promise<number> {
  const at = dateOf(now)
  const list = <T>(of: (saying: Saying) => T): T[] => sayings.map(of)
  const said = Prisma.sql`unnest(${list(({ id }) => id)}::text[], ${list(({ persona }) => persona)}::text[],
    ${list(({ confidence }) => confidence)}::numeric[], ${list(({ reason }) => reason)}::text[],
    ${list(({ by }) => by)}::text[]) AS said (id, persona, confidence, reason, by)`
  const open = Prisma.sql`tag.subject = ${subject} AND tag.subject_id = said.id AND tag.method = ${method}
    AND tag.until IS NULL`
  const mine = own ? Prisma.sql`AND tag.by = ANY(${own}::text[])` : Prisma.empty
  const ended = await tx.$executeRaw`
    UPDATE persona_tags tag SET until = GREATEST(${at}, tag.since) FROM ${said}
    WHERE ${open} AND tag.persona IS DISTINCT FROM said.persona ${mine}`
  const begun = await tx.$executeRaw`
    INSERT INTO persona_tags (subject, subject_id, persona, method, confidence, reason, by, since)
    SELECT ${subject}, said.id, said.persona, ${method}, said.confidence, said.reason, said.by, ${at} FROM ${said}
    WHERE said.persona IS NOT NULL AND NOT EXISTS (SELECT 1 FROM persona_tags tag WHERE ${open})`
  return Math.max(ended, begun)
}

/** Whether any of these say who somebody is. */
export async function hasTagsBy(db: Database, subject: SubjectKind, by: string[]): Promise<boolean> {
  const found = await db.personaTag.findFirst({ where: { subject, by: { in: by }, until: null } })
  return found !== null
}

/** Brings the persona of these subjects in line with their tags, by the order in which methods count. */
export async function applyTags(
  tx: Transaction,
  subject: SubjectKind,
  ids: string[],
  precedence: readonly Method[],
  now: Temporal.Instant,
): Promise<Retagged[]> {
  const { table, key } = KEPT[subject]
  return await tx.$queryRaw<Retagged[]>`
    WITH counted AS MATERIALIZED (
      SELECT before.${key} AS id, before.persona AS before, (
        SELECT tag.persona FROM persona_tags tag
        WHERE tag.subject = ${subject} AND tag.subject_id = before.${key} AND tag.until IS NULL
        ORDER BY array_position(${[...precedence]}::text[], tag.method), tag.id LIMIT 1) AS after
      FROM ${table} before WHERE before.${key} = ANY(${ids}::text[])
    )
    UPDATE ${table} now SET persona = counted.after, updated_at = ${dateOf(now)} FROM counted
    WHERE now.${key} = counted.id AND counted.before IS DISTINCT FROM counted.after
    RETURNING counted.id, counted.before, counted.after`
}

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
