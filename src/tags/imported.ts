import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '#src/db/connect.ts'
import { KEPT } from './store.ts'
import type { Method, SubjectKind } from './tag.ts'

/** Who says so, and whose word counts: what an import has to tell of the personas that its rows name. */
export type Tagging = {
  /** The file or the source. */
  source: string
  precedence: readonly Method[]
}

/** A chunk of an import's rows, with the place of each column in it, from 1. */
export type TaggedChunk = {
  importId: string
  number: number
  at: Date
  source: string
  columns: { id: number; persona: number; attributes: number | undefined }
}

/** By which method a row names a persona: the CRM's, unless its further column persona_method says self-selection. */
const methodOf = (attributes: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`CASE WHEN ${attributes}->>'persona_method' = 'self-selection' THEN 'self-selection' ELSE 'crm' END`

/** Says of a chunk's subjects by whom they were tagged before anybody wrote it down, before the import changes it. */
export async function adoptBefore(tx: Transaction, subject: SubjectKind, chunk: TaggedChunk): Promise<void> {
  const { table, key } = KEPT[subject]
  await tx.$executeRaw`
    INSERT INTO persona_tags (subject, subject_id, persona, method, confidence, reason, by, since)
    SELECT ${subject}, known.${key}, known.persona, 'crm', 0.9, 'As its source has it', 'import',
      LEAST(known.created_at, ${chunk.at})
    FROM ${table} known JOIN (${rowsOf(chunk)}) said ON known.${key} = said.id
    WHERE known.persona IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM persona_tags tag WHERE tag.subject = ${subject} AND tag.subject_id = known.${key})`
}

/** Keeps what a chunk's rows say as tags of their method. */
export async function tagImported(tx: Transaction, subject: SubjectKind, chunk: TaggedChunk): Promise<void> {
  const { at, source } = chunk
  const said = Prisma.sql`(${rowsOf(chunk)}) said`
  const open = Prisma.sql`tag.subject = ${subject} AND tag.subject_id = said.id AND tag.method = said.method
    AND tag.until IS NULL`
  await tx.$executeRaw`
    UPDATE persona_tags tag SET until = GREATEST(${at}, tag.since) FROM ${said}
    WHERE ${open} AND tag.persona IS DISTINCT FROM said.persona`
  await tx.$executeRaw`
    INSERT INTO persona_tags (subject, subject_id, persona, method, confidence, reason, by, since)
    SELECT ${subject}, said.id, said.persona, said.method, 0.9,
      CASE said.method WHEN 'crm' THEN 'Its record says so' ELSE 'They said so themselves' END, ${source}, ${at}
    FROM ${said} WHERE said.persona IS NOT NULL AND NOT EXISTS (SELECT 1 FROM persona_tags tag WHERE ${open})`
}

function rowsOf({ importId, number, columns }: TaggedChunk): Prisma.Sql {
  const { id, persona, attributes } = columns
  const place = (at: number, type: string) => Prisma.raw(`chunk.columns[${at}]::${type}[]`)
  const further = attributes === undefined ? Prisma.empty : Prisma.sql`, ${place(attributes, 'jsonb')}`
  const names = attributes === undefined ? Prisma.sql`id, persona` : Prisma.sql`id, persona, attributes`
  const method = attributes === undefined ? Prisma.sql`'crm'` : methodOf(Prisma.sql`row.attributes`)
  return Prisma.sql`SELECT row.id, row.persona, ${method} AS method
    FROM import_chunks chunk, unnest(${place(id, 'text')}, ${place(persona, 'text')}${further}) AS row (${names})
    WHERE chunk.import_id = ${importId}::uuid AND chunk.number = ${number}`
}

/** The persona that a row's subject has once its record says what `r` says, whatever else says something. */
export function personaAfter(
  subject: SubjectKind,
  precedence: readonly Method[],
  hasAttributes: boolean,
): Prisma.Sql {
  const { key } = KEPT[subject]
  const method = hasAttributes ? methodOf(Prisma.sql`r.attributes`) : Prisma.sql`'crm'`
  return Prisma.sql`(SELECT said.persona FROM (
      SELECT tag.persona, tag.method FROM persona_tags tag
      WHERE tag.subject = ${subject} AND tag.subject_id = t.${key} AND tag.until IS NULL AND tag.method <> ${method}
      UNION ALL SELECT r.persona, ${method} WHERE r.persona IS NOT NULL
    ) said ORDER BY array_position(${[...precedence]}::text[], said.method) LIMIT 1)`
}
