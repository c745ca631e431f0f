import type { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { type Flag, SETTLEMENTS, type Settlement } from './flag.ts'

const people = {
  raisedBy: { select: { handle: true } },
  settledBy: { select: { handle: true } },
} as const
type Row = Prisma.FlagGetPayload<{ include: typeof people }>

export type NewFlag = {
  /** The request that raises it. */
  source: string
  kind: string
  slug: string
  version: number
  text: string
  link: string | undefined
  raisedById: string
}

/** Writes a flag down. False where the same request did before. */
export async function insertFlag(tx: Transaction, flag: NewFlag, now: Temporal.Instant): Promise<boolean> {
  const row = { ...flag, link: flag.link ?? null, raisedAt: dateOf(now) }
  const written = await tx.flag.createMany({ data: [row], skipDuplicates: true })
  return written.count === 1
}

export async function readFlag(
  db: Database,
  where: { id: string } | { source: string },
): Promise<Flag | undefined> {
  const row = await db.flag.findUnique({ where, include: people })
  return row ? flagOf(row) : undefined
}

/** Settles a flag. False where somebody has before. */
export async function writeSettlement(
  tx: Transaction,
  id: string,
  said: { as: Settlement; words: string; byId: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const outcome = `${said.as}: ${said.words}`
  const settled = await tx.flag.updateMany({
    where: { id, settledAt: null },
    data: { outcome, settledById: said.byId, settledAt: dateOf(now) },
  })
  return settled.count === 1
}

/** Flags that nobody has settled, the oldest first. */
export async function openFlags(db: Database): Promise<Flag[]> {
  const rows = await db.flag.findMany({
    where: { settledAt: null },
    orderBy: { raisedAt: 'asc' },
    include: people,
  })
  return rows.map(flagOf)
}

function flagOf(row: Row): Flag {
  const { id, kind, slug, version, text, outcome, settledAt } = row
  const [as = '', ...words] = (outcome ?? '').split(': ')
  const settlement = SETTLEMENTS.find((each) => each === as) ?? 'changed'
  return {
    id,
    kind,
    slug,
    version,
    text,
    link: row.link ?? undefined,
    raisedBy: row.raisedBy?.handle,
    raisedAt: instantOf(row.raisedAt),
    settled: settledAt
      ? { as: settlement, words: words.join(': '), by: row.settledBy?.handle, at: instantOf(settledAt) }
      : undefined,
  }
}

const dateOf = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds)
const instantOf = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime())
