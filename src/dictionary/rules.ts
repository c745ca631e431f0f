import { UserError } from '#src/errors.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'

/** Columns of personal data, by their names in small letters, that the dictionary says are needed. */
export function neededOf(library: Library, table: string): ReadonlySet<string> {
  return new Set(
    fieldsOf(library, table)
      .filter(({ body }) => body.personal)
      .map(({ body }) => columnOf(body.field)),
  )
}

/** A source, and the columns that it gives beside those by which a row is found. */
export type Giving = { slug: string; title: string; columns: string[] }

/**
 * Of the columns that a source gives, those that the dictionary leaves to another one. Throws a UserError where two
 * give the same column and the dictionary doesn't say which of them wins.
 */
export function leftToOthers(
  library: Library,
  table: string,
  source: Giving,
  others: Giving[],
): Map<string, string> {
  const truths = new Map(
    fieldsOf(library, table).flatMap(({ body: { field, truth, alsoFrom } }) =>
      truth === undefined ? [] : [[columnOf(field), { truth, from: [truth, ...alsoFrom] }] as const],
    ),
  )
  const left = new Map<string, string>()
  for (const column of source.columns) {
    const said = truths.get(column)
    if (said && !said.from.includes(source.slug)) left.set(column, said.truth)
    const rival = said ? undefined : others.find(({ columns }) => columns.includes(column))
    if (rival)
      throw new UserError(
        `${table}.${column} comes from the source ${rival.title} already, and ${source.title} gives it, too: say in the data dictionary which of the two it is (a field ${table}.${column} with truth: ${rival.slug} or ${source.slug}), or take it out of the SELECT.`,
      )
  }
  return left
}

/** Of which columns, as table.column, the dictionary says what their one source is. */
export const truthsOf = (fields: Pick<Entry<'field'>['body'], 'field' | 'truth'>[]): ReadonlySet<string> =>
  new Set(fields.flatMap(({ field, truth }) => (truth === undefined ? [] : [field])))

const fieldsOf = (library: Library, table: string): Entry<'field'>[] =>
  entriesOf(library, 'field').filter(
    ({ status, body }) => status === 'active' && body.field.startsWith(`${table}.`),
  )

const columnOf = (field: string): string => field.slice(field.indexOf('.') + 1)
