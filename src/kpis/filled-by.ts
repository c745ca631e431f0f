import type { Database } from '#src/db/connect.ts'
import { LOOKED_AT } from './reads.ts'

/** What brought something new into a table last: the slug of a source or the name of a file, and when. */
export type Filling = { table: string; from: string; at: Temporal.Instant }

/** Of every table that a definition names. What came before there was an audit trail is missing. */
export async function filledBy(db: Database, sql: string): Promise<Filling[]> {
  const words = new Set(sql.toLowerCase().match(/[a-z_]+/g))
  const named = LOOKED_AT.filter((table) => words.has(table))
  const rows = await db.$queryRaw<{ name: string; from: string; at: Date }[]>`
    SELECT DISTINCT ON (name) name, "from", at FROM (
      SELECT CASE action WHEN 'import' THEN subject ELSE payload->>'table' END AS name,
        CASE action WHEN 'import' THEN payload->>'file' ELSE subject END AS "from", at, sequence
      FROM audit WHERE action IN ('import', 'run-source') AND payload IS NOT NULL
    ) brought
    WHERE name = ANY(${named}) AND "from" IS NOT NULL ORDER BY name, sequence DESC`
  return rows.map(({ name, from, at }) => ({
    ...{ table: name, from },
    at: Temporal.Instant.fromEpochMilliseconds(at.getTime()),
  }))
}
