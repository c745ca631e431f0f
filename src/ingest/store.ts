import { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { adoptBefore, personaAfter, type Tagging, tagImported } from '#src/tags/imported.ts'
import type { StoredColumn } from './given.ts'
import { STORED_AS, type Table } from './table.ts'

/** Rows that an import added, changed, and found as they are. */
export type Merged = {
  added: number
  changed: number
  unchanged: number
  /** Of account-months: how many rows of which month, by its first day, are new or another. */
  months?: Record<string, number>
}

const raw = (sql: string): Prisma.Sql => Prisma.raw(sql)
const list = (items: string[], separator = ', '): Prisma.Sql => Prisma.raw(items.join(separator))

/** Keeps one chunk of an import until its transaction: for each column, a literal of an array with its values. */
export async function stageChunk(
  db: Database,
  importId: string,
  number: number,
  columns: string[],
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO import_chunks (import_id, number, columns) VALUES (${importId}::uuid, ${number}, ${columns})`
}

/** Forgets the chunks of an import, and those which others left more than a day before `now` when they were killed. */
export async function dropChunks(db: Database | Transaction, importId: string, now: Date): Promise<void> {
  const dayBefore = new Date(now.getTime() - 24 * 60 * 60 * 1000)
  await db.$executeRaw`DELETE FROM import_chunks WHERE import_id = ${importId}::uuid OR created_at < ${dayBefore}`
}

/** Lets one import at a time write to a table. Whoever tags an account doesn't wait for it. */
export async function takeTurn(tx: Transaction, table: Table): Promise<void> {
  await tx.$executeRaw`LOCK TABLE ${raw(table.name)} IN SHARE UPDATE EXCLUSIVE MODE`
}

/**
 * Adds the chunk's rows to their table, and changes those that are there and differ. With the turn taken nobody else
 * adds rows, so that a plain INSERT does, which takes two thirds of the time of one that looks for conflicts.
 */
export async function mergeChunk(
  tx: Transaction,
  table: Table,
  columns: StoredColumn[],
  chunk: { importId: string; number: number; at: Date; tagging: Tagging },
): Promise<Merged> {
  const place = (name: string) => columns.findIndex((column) => column.name === name) + 1
  const [id = ''] = table.key
  const places = { id: place(id), persona: place('persona'), attributes: place('attributes') || undefined }
  const tagged = { ...chunk, source: chunk.tagging.source, columns: places }
  const subject = places.persona > 0 ? table.tags : undefined
  if (subject) await adoptBefore(tx, subject, tagged)
  const merged = await mergeRows(tx, table, columns, chunk)
  if (subject) await tagImported(tx, subject, tagged)
  return merged
}

type Chunk = Parameters<typeof mergeChunk>[3]

async function mergeRows(
  tx: Transaction,
  table: Table,
  columns: StoredColumn[],
  chunk: Chunk,
): Promise<Merged> {
  const names = list(columns.map(({ name }) => name))
  const { rows, same } = chunkRows(table, columns, chunk)
  const { set, differ } = differences(table, columns, chunk.tagging)
  const month = raw(table.name === MONTHLY ? 'month' : 'NULL::date AS month')
  const time = table.keepsTime ? Prisma.sql`, updated_at = ${chunk.at}` : Prisma.empty
  // The last condition, computed once, spares a chunk that is new throughout the look for rows to change.
  const [counted] = await tx.$queryRaw<Counted[]>`
    WITH ${rows}, changed AS (
      UPDATE ${raw(table.name)} t SET ${set}${time} FROM r
      WHERE ${same} AND ${differ} AND (SELECT count(*) FROM fresh) < (SELECT count(*) FROM r)
      RETURNING t.*
    ), added AS (
      INSERT INTO ${raw(table.name)} (${names}) SELECT ${names} FROM fresh
    )
    SELECT (SELECT count(*) FROM r)::int AS total, (SELECT count(*) FROM fresh)::int AS added,
      (SELECT count(*) FROM changed)::int AS changed,
      (SELECT jsonb_object_agg(month, rows) FROM (
        SELECT month::text, count(*)::int AS rows
        FROM (SELECT ${month} FROM changed UNION ALL SELECT ${month} FROM fresh) touched
        WHERE month IS NOT NULL GROUP BY month
      ) counted) AS months`
  return mergedOf(counted)
}

/** What is kept by month, and published by month. */
const MONTHLY = 'account_months'

/** What merging the chunk would do. */
export async function compareChunk(
  db: Database,
  table: Table,
  columns: StoredColumn[],
  chunk: { importId: string; number: number; tagging: Tagging },
): Promise<Merged> {
  const { rows, same } = chunkRows(table, columns, chunk)
  const { differ } = differences(table, columns, chunk.tagging)
  const [counted] = await db.$queryRaw<Counted[]>`
    WITH ${rows}
    SELECT (SELECT count(*) FROM r)::int AS total, (SELECT count(*) FROM fresh)::int AS added,
      (SELECT count(*) FROM r JOIN ${raw(table.name)} t ON ${same} WHERE ${differ})::int AS changed`
  return mergedOf(counted)
}

type Counted = { total: number; added: number; changed: number; months?: Record<string, number> | null }

function mergedOf({ total, added, changed, months }: Counted = { total: 0, added: 0, changed: 0 }): Merged {
  return { added, changed, unchanged: total - added - changed, ...(months && { months }) }
}

/** The chunk's rows as `r`, and those of them that are not there yet as `fresh`. */
export function chunkRows(
  table: Table,
  columns: StoredColumn[],
  chunk: { importId: string; number: number },
) {
  const names = list(columns.map(({ name }) => name))
  const arrays = columns.map(({ type }, index) => `c.columns[${index + 1}]::${pgType(type)}[]`)
  const same = list(
    table.key.map((name) => `t.${name} = r.${name}`),
    ' AND ',
  )
  const rows = Prisma.sql`r AS MATERIALIZED (
      SELECT u.* FROM import_chunks c, unnest(${list(arrays)}) AS u (${names})
      WHERE c.import_id = ${chunk.importId}::uuid AND c.number = ${chunk.number}
    ), fresh AS MATERIALIZED (
      SELECT * FROM r WHERE NOT EXISTS (SELECT FROM ${raw(table.name)} t WHERE ${same})
    )`
  return { rows, same }
}

/** An attribute that the file gives replaces the one that is there, even by null; others stay. */
function differences(table: Table, columns: StoredColumn[], { precedence }: Tagging) {
  const given = columns.filter(({ whenNew }) => whenNew === undefined).map(({ name }) => name)
  const values = given.filter((name) => !table.key.includes(name))
  // A source that gives nothing but the key changes nothing.
  if (values.length === 0 && !table.keepsGone)
    return { set: raw(`${table.key[0]} = t.${table.key[0]}`), differ: raw('false') }
  const hasAttributes = columns.some(({ name }) => name === 'attributes')
  const next = values.map((name) => {
    if (name === 'attributes') return raw('t.attributes || r.attributes')
    if (name !== 'persona' || table.tags === undefined) return raw(`r.${name}`)
    return personaAfter(table.tags, precedence, hasAttributes)
  })
  // What a source gives is there again.
  if (table.keepsGone) {
    values.push('gone_at')
    next.push(raw('NULL::timestamptz'))
  }
  return {
    set: Prisma.join(values.map((name, index) => Prisma.sql`${raw(name)} = ${next[index] ?? Prisma.empty}`)),
    differ: Prisma.sql`(${list(values.map((name) => `t.${name}`))}) IS DISTINCT FROM (${Prisma.join(next)})`,
  }
}

function pgType(type: StoredColumn['type']): string {
  return type === 'attributes' ? 'jsonb' : STORED_AS[type]
}

/** Every account's id and persona, some thousands at a time. */
export async function* accountsInPages(db: Database, page = 20_000): AsyncGenerator<KnownAccount[]> {
  let last = ''
  for (;;) {
    const rows = await db.$queryRaw<KnownAccount[]>`
      SELECT account_id AS id, persona FROM accounts WHERE account_id > ${last} ORDER BY account_id LIMIT ${page}`
    if (rows.length > 0) yield rows
    last = rows.at(-1)?.id ?? ''
    if (rows.length < page) return
  }
}

export type KnownAccount = { id: string; persona: string | null }
