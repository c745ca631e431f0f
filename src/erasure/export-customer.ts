import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { findPlaces } from './columns.ts'
import { findSubject } from './subject.ts'

/** Every row that is kept under an account's id or that of its people, by table; undefined where there is none. */
export async function exportCustomer(
  db: Database,
  id: string,
): Promise<Record<string, unknown[]> | undefined> {
  return await db.$transaction(
    async (tx) => {
      const { people, isAccount } = await findSubject(tx, id)
      const places = await findPlaces(tx)
      const found = new Map<string, unknown[]>()
      const take = async (table: string, condition: Prisma.Sql) => {
        const rows = await tx.$queryRaw<{ row: unknown }[]>`
        SELECT DISTINCT to_jsonb(t) AS row FROM ${Prisma.raw(`"${table}"`)} t WHERE ${condition}`
        if (rows.length > 0)
          found.set(
            table,
            rows.map(({ row }) => row),
          )
      }
      const columns = [...(isAccount ? places.accounts : []), ...places.people]
      for (const [table, its] of Map.groupBy(columns, (column) => column.table)) {
        const ids = its.map(({ name }) => {
          const given = places.people.some((each) => each.table === table && each.name === name)
            ? people
            : [id]
          return Prisma.sql`t.${Prisma.raw(`"${name}"`)} = ANY(${given}::text[])`
        })
        await take(table, Prisma.join(ids, ' OR '))
      }
      await take(
        'persona_tags',
        Prisma.sql`(subject = 'account' AND subject_id = ${isAccount ? id : null})
      OR (subject = 'contact' AND subject_id = ANY(${people}::text[]))`,
      )
      return found.size === 0 ? undefined : Object.fromEntries(found)
    },
    { timeout: 10 * 60_000 },
  )
}
