import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '#src/db/connect.ts'
import type { RecordChange } from '#src/signals/record.ts'
import type { StoredColumn } from './given.ts'
import { chunkRows } from './store.ts'
import type { Table } from './table.ts'

/** Which values of a chunk's rows differ from those that are there, of these columns: before it is merged. */
export async function changesInChunk(
  tx: Transaction,
  table: Table,
  columns: StoredColumn[],
  chunk: { importId: string; number: number },
  watched: string[],
): Promise<RecordChange[]> {
  const given = watched.filter((name) => isGiven(name, columns))
  if (given.length === 0) return []
  const { rows, same } = chunkRows(table, columns, chunk)
  const values = given.map((name) => Prisma.sql`(${name}, ${asText('t', name)}, ${asText('r', name)})`)
  const key = table.key.map((name) => `t.${name}`).join(', ')
  const account = table.columns.some(({ name }) => name === 'account_id') ? 't.account_id' : 'NULL::text'
  const found = await tx.$queryRaw<Found[]>`
    WITH ${rows}
    SELECT concat_ws('/', ${Prisma.raw(key)}) AS id, ${Prisma.raw(account)} AS "accountId", v.name, v.before, v.after
    FROM r JOIN ${Prisma.raw(table.name)} t ON ${same}
    CROSS JOIN LATERAL (VALUES ${Prisma.join(values)}) AS v (name, before, after)
    WHERE v.before IS DISTINCT FROM v.after`
  return found.map(({ id, accountId, name, before, after }) => ({
    ...{ table: table.name, column: name, id, accountId: accountId ?? undefined },
    ...{ from: before ?? undefined, to: after ?? undefined },
  }))
}

type Found = {
  id: string
  accountId: string | null
  name: string
  before: string | null
  after: string | null
}

const ATTRIBUTE = 'attributes.'

const isGiven = (name: string, columns: StoredColumn[]): boolean =>
  columns.some(
    (column) =>
      column.whenNew === undefined && column.name === (name.startsWith(ATTRIBUTE) ? 'attributes' : name),
  )

/** What a source doesn't give of an attribute is as it was. */
function asText(row: 't' | 'r', name: string): Prisma.Sql {
  if (!name.startsWith(ATTRIBUTE)) return Prisma.raw(`${row}.${name}::text`)
  const attribute = name.slice(ATTRIBUTE.length)
  const own = Prisma.sql`t.attributes->>${attribute}::text`
  return row === 't'
    ? own
    : Prisma.sql`CASE WHEN jsonb_exists(r.attributes, ${attribute}::text) THEN r.attributes->>${attribute}::text ELSE ${own} END`
}
