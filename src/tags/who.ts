import type { Database } from '#src/db/connect.ts'
import type { Doubt } from './doubt.ts'
import { doubtAbout } from './doubt-store.ts'
import { openTags, personaOf } from './store.ts'
import { effectiveTag, type Method, type Subject, type Tag } from './tag.ts'

/** Which persona an account or a contact is, who says so, who says otherwise, and who is there. */
export type Who = Subject & {
  name: string
  persona: string | undefined
  /** Since when its source no longer has it. */
  goneAt: Temporal.Instant | undefined
  /** Undefined where nobody has ever said which it is. */
  tag: KnownTag | undefined
  /** Of the other methods, in the order in which they count. */
  others: KnownTag[]
  /** What it counted as when its last month closed, with the first day of that month. */
  closed: { month: string; persona: string | undefined } | undefined
  people: {
    id: string
    name: string
    does: string | undefined
    persona: string | undefined
    tag: KnownTag | undefined
  }[]
  /** More of them than are listed. */
  more: number
  doubt: Doubt | undefined
  untagged: { n: number; of: number }
}

/** A tag, with its time where that is known. */
export type KnownTag = Omit<Tag, 'since' | 'until'> & { since: Temporal.Instant | undefined }

const MOST_PEOPLE = 6

/** Undefined where there is no such account or contact. */
export async function readWho(
  db: Database,
  { subject, id }: Subject,
  precedence: readonly Method[],
): Promise<Who | undefined> {
  const known = await personaOf(db, { subject, id })
  if (!known) return undefined
  const persona = known.persona ?? undefined
  const tags = (await openTags(db, subject, [id])).get(id) ?? []
  const tag = effectiveTag(tags, precedence) ?? fromSource(persona)
  const isAccount = subject === 'account'
  const { people, more } = isAccount ? await peopleAt(db, id, precedence) : { people: [], more: 0 }
  return {
    ...{ subject, id, persona, tag, people, more },
    name: known.name ?? id,
    goneAt: known.goneAt ? Temporal.Instant.fromEpochMilliseconds(known.goneAt.getTime()) : undefined,
    others: tags
      .filter((each) => each !== tag)
      .toSorted((a, b) => precedence.indexOf(a.method) - precedence.indexOf(b.method)),
    closed: isAccount ? await lastClosed(db, id) : undefined,
    doubt: await doubtAbout(db, { subject, id }),
    untagged: await untaggedShare(db),
  }
}

/** Who says that an account or a contact is this persona, by what counts most; undefined where nobody does. */
export async function readTag(
  db: Database,
  { subject, id }: Subject,
  persona: string | undefined,
  precedence: readonly Method[],
): Promise<KnownTag | undefined> {
  const tags = (await openTags(db, subject, [id])).get(id) ?? []
  return effectiveTag(tags, precedence) ?? fromSource(persona)
}

/** What is known only from its row is what its source says. */
const fromSource = (persona: string | undefined): KnownTag | undefined =>
  persona === undefined
    ? undefined
    : {
        persona,
        method: 'crm',
        confidence: 0.9,
        reason: 'As its source has it',
        by: 'import',
        since: undefined,
      }

async function peopleAt(db: Database, accountId: string, precedence: readonly Method[]) {
  const rows = await db.contact.findMany({
    where: { accountId, goneAt: null },
    orderBy: [{ persona: { sort: 'asc', nulls: 'last' } }, { contactId: 'asc' }],
    take: MOST_PEOPLE,
  })
  const all =
    rows.length < MOST_PEOPLE ? rows.length : await db.contact.count({ where: { accountId, goneAt: null } })
  const tags = await openTags(
    db,
    'contact',
    rows.map(({ contactId }) => contactId),
  )
  const people = rows.map(({ contactId, name, title, role, persona }) => ({
    id: contactId,
    name: name ?? title ?? role ?? contactId,
    does: name === null ? undefined : (title ?? role ?? undefined),
    persona: persona ?? undefined,
    tag: effectiveTag(tags.get(contactId) ?? [], precedence) ?? fromSource(persona ?? undefined),
  }))
  return { people, more: all - rows.length }
}

async function lastClosed(db: Database, accountId: string): Promise<Who['closed']> {
  const row = await db.accountMonth.findFirst({
    where: { accountId },
    orderBy: { month: 'desc' },
    select: { month: true, persona: true },
  })
  return row ? { month: row.month.toISOString().slice(0, 10), persona: row.persona ?? undefined } : undefined
}

/** How many of today's customers nobody has tagged. */
export async function untaggedShare(db: Database): Promise<{ n: number; of: number }> {
  const [row] = await db.$queryRaw<{ n: number; of: number }[]>`
    SELECT count(*) FILTER (WHERE persona IS NULL)::int AS n, count(*)::int AS of FROM accounts
    WHERE ended_on IS NULL AND gone_at IS NULL`
  return row ?? { n: 0, of: 0 }
}
