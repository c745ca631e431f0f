import { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'

/**
 * What is kept of an id that was erased: SHA-256 of the key before SHA-256 of the key before the id, in hexadecimal
 * digits, as DuckDB and PostgreSQL both compute it. Without the key nobody finds the id by trying.
 */
const digestOf = (key: Prisma.Sql, id: Prisma.Sql): Prisma.Sql => {
  const sha256 = (text: Prisma.Sql) => Prisma.sql`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`
  return sha256(Prisma.sql`${key} || ${sha256(Prisma.sql`${key} || ${id}`)}`)
}

/** The same in DuckDB's SQL. */
const digestInDuckDb = (key: string, id: string): string => `sha256('${key}' || sha256('${key}' || ${id}))`

/** Keeps the digests of these ids, so that they are never taken in again. `key` is used where there is none yet. */
export async function rememberErased(tx: Transaction, ids: string[], key: string, at: Date): Promise<void> {
  await tx.$executeRaw`UPDATE installation SET erasure_key = COALESCE(erasure_key, ${key}) WHERE id = 1`
  const digest = digestOf(Prisma.sql`installation.erasure_key`, Prisma.sql`given.id`)
  await tx.$executeRaw`
    INSERT INTO erased_ids (digest, erased_at)
    SELECT ${digest}, ${at} FROM installation, unnest(${ids}::text[]) AS given (id) ON CONFLICT DO NOTHING`
}

/** Those of these ids that were erased. */
export async function erasedAmong(db: Database | Transaction, ids: string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const digest = digestOf(Prisma.sql`installation.erasure_key`, Prisma.sql`given.id`)
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT given.id FROM installation, unnest(${ids}::text[]) AS given (id)
    WHERE installation.erasure_key IS NOT NULL AND EXISTS (SELECT FROM erased_ids WHERE digest = ${digest})`
  return new Set(rows.map(({ id }) => id))
}

/** All digests, some thousands at a time, and DuckDB's SQL for that of an id; undefined where nobody was ever erased. */
export async function readErased(
  db: Database,
): Promise<{ digests: () => AsyncGenerator<string[]>; digest: (id: string) => string } | undefined> {
  const { erasureKey } = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
  if (erasureKey === null) return undefined
  return { digests: () => digestsInPages(db), digest: (id) => digestInDuckDb(erasureKey, id) }
}

const PAGE = 20_000

async function* digestsInPages(db: Database): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const rows = await db.erasedId.findMany({
      where: { digest: { gt: after } },
      orderBy: { digest: 'asc' },
      take: PAGE,
    })
    if (rows.length > 0) yield rows.map(({ digest }) => digest)
    after = rows.at(-1)?.digest ?? ''
    if (rows.length < PAGE) return
  }
}
