import type { Context } from '#src/context.ts'
import { faultsOf, type Here, rawOf } from './faults.ts'
import { type Given, storedColumns } from './given.ts'
import { leaveOutErased } from './leave-out-erased.ts'
import { listAccounts, tagPersonas } from './look-up.ts'
import { explainMapping, type Mapping } from './mapping.ts'
import { readValue } from './read-value.ts'
import { identifier, type Reader } from './reader.ts'
import type { ColumnType, Table } from './table.ts'

/**
 * Checks all that the view or table `mapping` gives: `checked` holds the rows, each with why it is rejected. How many
 * were left out since they are of somebody who was erased.
 */
export async function checkMapping(
  ctx: Context,
  reader: Reader,
  given: Given,
  name: string,
): Promise<{ erased: number }> {
  await mapRows(reader, given, name)
  const erased = await leaveOutErased(ctx.db, reader, given)
  await tagPersonas(ctx, reader, given)
  await listAccounts(ctx.db, reader, given)
  const today = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate()
  await checkRows(reader, given, { today, currency: ctx.currency })
  return { erased }
}

/** What a mapping over `input` gives becomes the view `mapping`. */
export async function viewMapping({ run }: Reader, { sql }: Mapping, name: string): Promise<void> {
  try {
    await run(`CREATE VIEW mapping AS ${sql}`)
  } catch (error) {
    throw explainMapping(error, name)
  }
}

/**
 * Fills the table `mapped` with what `mapping` gives, as text, its rows numbered "#" from 1, and with the cursor as it
 * is, where there is one.
 */
async function mapRows({ run }: Reader, given: Given, name: string): Promise<void> {
  const columns = given.columns.map(
    (column) => `CAST(${identifier(column.name)} AS VARCHAR) AS ${rawOf(column)}`,
  )
  const cursor = given.cursor === undefined ? [] : [`${identifier(given.cursor)} AS ${CURSOR}`]
  const all = [...columns, ...attributesOf(given), ...cursor]
  try {
    await run(`CREATE TABLE mapped AS SELECT row_number() OVER () AS "#", ${all.join(', ')} FROM mapping`)
  } catch (error) {
    throw explainMapping(error, name)
  }
}

/** The column of `mapped` with the cursor. */
export const CURSOR = '"the cursor"'

function attributesOf({ further }: Given): string[] {
  if (further.length === 0) return []
  const fields = further.map(({ as }) => `${identifier(as)} := ${identifier(as)}`)
  return [`to_json(struct_pack(${fields.join(', ')}))::VARCHAR AS attributes`]
}

/**
 * Fills the table `checked`: each row's number "#", the reason "!" why it is rejected, or null, and its values. How
 * personas are called is in `persona_tags` by then, and the ids of accounts in `known_accounts`.
 */
async function checkRows({ run }: Reader, given: Given, here: Here): Promise<void> {
  const { table, columns, derived } = given
  const values = columns.map((column) => `${readValue(column, rawOf(column))} AS ${identifier(column.name)}`)
  const computed = derived.map(([name, sql]) => `coalesce(${sql}, 0)::DECIMAL(18, 4) AS ${name}`)
  const has = (type: ColumnType) => columns.some((column) => column.type === type)
  const stored = storedColumns(given).map(({ name, type, whenNew, whenEmpty }) => {
    const from = whenNew ?? (type === 'persona' ? 'persona_tags.slug' : identifier(name))
    return `${whenEmpty === undefined ? from : `coalesce(${from}, ${whenEmpty})`} AS ${identifier(name)}`
  })
  await run(`
    CREATE TABLE checked AS
    WITH read AS (SELECT *, ${values.join(', ')} FROM mapped),
    derived AS (SELECT ${['*', ...computed].join(', ')} FROM read)
    SELECT "#", coalesce(${faultsOf(given, here).join(', ')}) AS "!", ${stored.join(', ')}
    FROM derived
    ${has('persona') ? 'LEFT JOIN persona_tags ON persona_tags.called = derived.persona' : ''}
    ${has('account') ? 'LEFT JOIN known_accounts ON known_accounts.id = derived.account_id' : ''}`)
  await rejectRepeated(run, table)
}

/** The first of several rows with one key stays. */
async function rejectRepeated(run: Reader['run'], { key }: Table): Promise<void> {
  const columns = key.map(identifier).join(', ')
  await run(`
    CREATE TABLE repeated AS
    SELECT ${columns}, min("#") AS first FROM checked WHERE "!" IS NULL GROUP BY ${columns} HAVING count(*) > 1`)
  await run(`
    UPDATE checked SET "!" = 'has the same ${key.join(' and ')} as an earlier row'
    FROM repeated
    WHERE "!" IS NULL AND "#" > first AND ${key
      .map(identifier)
      .map((name) => `checked.${name} = repeated.${name}`)
      .join(' AND ')}`)
}
