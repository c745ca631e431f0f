import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '#src/db/connect.ts'
import { LOOKED_AT } from './reads.ts'
import { type Span, sqlFor } from './sql-text.ts'

/** A KPI is computed within this long, or said to be too slow. Less than a silent database is waited for. In ms. */
const WITHIN_MS = 5_000

/**
 * What the planner may think a month costs, in its own units: a sequential scan of a million account-months is about
 * 30,000 of them. It guards the embedded database too, which can't be told to stop.
 */
const MOST_COST = 1_000_000

const COLUMNS = ['persona', 'numerator', 'denominator', 'n']
const NUMBERS = /^(smallint|integer|bigint|numeric|real|double precision)/

/** Functions that compute from what they are given, and nothing else. */
const FUNCTIONS = new Set(
  `count sum avg min max mode percentile_cont percentile_disc stddev stddev_samp stddev_pop variance var_samp var_pop
  bool_or bool_and every string_agg row_number rank dense_rank ntile lag lead first_value last_value
  abs round ceil ceiling floor trunc sign mod power sqrt ln log exp width_bucket
  date_trunc date_part extract age make_date make_interval date_bin isfinite
  lower upper btrim ltrim rtrim trim length left right substring substr replace split_part concat starts_with
  date timestamp timestamptz interval timezone text numeric int2 int4 int8 float4 float8 bool bpchar varchar
  jsonb_typeof jsonb_exists`.split(/\s+/),
)

/** What is wrong with a definition as PostgreSQL sees it, as a sentence each of what was found and expected; or nothing. */
export type Found = { found: string; expected: string } | undefined

/**
 * Has the database read a definition, plan it and run it once, and undoes everything. The text has to be one SELECT by
 * sql-text.ts already.
 */
export async function checkDefinition(tx: Transaction, sql: string, span: Span): Promise<Found> {
  await tx.$executeRaw`SAVEPOINT kpi_definition`
  try {
    const read = await readBy(tx, sqlFor(sql, span))
    if (read) return read
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT kpi_definition`
    return await planAndRun(tx, sqlFor(sql, span), span.zone)
  } catch (error) {
    return explain(error)
  } finally {
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT kpi_definition`
    await tx.$executeRaw`RELEASE SAVEPOINT kpi_definition`
  }
}

type Named = { kind: string; name: string; foreign: boolean }

/** A view is a SELECT that PostgreSQL has taken apart: which tables and functions it names, and which columns it gives. */
async function readBy(tx: Transaction, sql: string): Promise<Found> {
  await tx.$executeRawUnsafe(`CREATE TEMPORARY VIEW kpi_definition AS ${sql}`)
  const columns = await tx.$queryRaw<{ name: string; type: string }[]>`
    SELECT attname::text AS name, format_type(atttypid, NULL) AS type
    FROM pg_attribute WHERE attrelid = 'pg_temp.kpi_definition'::regclass AND attnum > 0`
  const wrong = wrongColumns(columns)
  if (wrong) return wrong
  const named = await tx.$queryRaw<Named[]>(NAMED)
  const relation = named.find(({ kind, name, foreign }) => kind === 'relation' && (foreign || !isTable(name)))
  if (relation) return { found: `the table ${relation.name}`, expected: `only ${LOOKED_AT.join(', ')}` }
  const called = named.find(
    ({ kind, name, foreign }) => kind === 'function' && (foreign || !FUNCTIONS.has(name)),
  )
  if (called) return { found: `the function ${called.name}`, expected: 'functions that only compute' }
  return undefined
}

const isTable = (name: string): boolean => (LOOKED_AT as readonly string[]).includes(name)

const NAMED = Prisma.sql`
  WITH tree AS (
    SELECT ev_action::text AS said, ev_class FROM pg_rewrite WHERE ev_class = 'pg_temp.kpi_definition'::regclass
  ), named AS (
    SELECT DISTINCT part[1] AS kind, part[2]::oid AS id, ev_class
    FROM tree, regexp_matches(said, ':(relid|funcid|aggfnoid|winfnoid) ([0-9]+)', 'g') part
  )
  SELECT 'relation' AS kind, relname::text AS name, relnamespace <> current_schema()::regnamespace AS foreign
  FROM named JOIN pg_class ON oid = id WHERE kind = 'relid' AND id <> ev_class
  UNION ALL
  SELECT 'function', proname::text, pronamespace <> 'pg_catalog'::regnamespace
  FROM named JOIN pg_proc ON oid = id WHERE kind <> 'relid'
  UNION ALL
  SELECT 'function', 'current_date and its like', true FROM tree WHERE said ~ 'SQLVALUEFUNCTION'`

function wrongColumns(columns: { name: string; type: string }[]): Found {
  const expected = 'the columns persona, numerator, denominator and n'
  const names = columns.map(({ name }) => name)
  if (names.toSorted().join() !== COLUMNS.toSorted().join())
    return { found: `the columns ${names.join(', ')}`, expected }
  const odd = columns.find(({ name, type }) =>
    name === 'persona' ? !/^(text|character varying)/.test(type) : !NUMBERS.test(type),
  )
  return (
    odd && {
      found: `${odd.name} as ${odd.type}`,
      expected: `${odd.name} as ${odd.name === 'persona' ? 'text' : 'a number'}`,
    }
  )
}

async function planAndRun(tx: Transaction, sql: string, zone: string): Promise<Found> {
  await beginReading(tx, zone)
  const cost = await plannedCost(tx, sql)
  if (cost > MOST_COST) return TOO_SLOW
  const rows = await tx.$queryRawUnsafe<{ persona: string | null }[]>(sql)
  const personas = rows.map(({ persona }) => persona)
  if (new Set(personas).size < personas.length)
    return { found: 'several rows of one persona', expected: 'one row a persona: GROUP BY persona' }
  return undefined
}

/** From here on the transaction reads, and each statement has its time: too little for compiling it first to pay. */
export async function beginReading(tx: Transaction, zone: string): Promise<void> {
  await tx.$queryRaw`
    SELECT set_config('transaction_read_only', 'on', true), set_config('TimeZone', ${zone}, true),
      set_config('statement_timeout', ${String(WITHIN_MS)}, true), set_config('jit', 'off', true)`
}

/** What the planner reckons that a statement costs. */
async function plannedCost(tx: Transaction, sql: string): Promise<number> {
  const [plan] = await tx.$queryRawUnsafe<Record<'QUERY PLAN', { Plan: { 'Total Cost': number } }[]>[]>(
    `EXPLAIN (FORMAT JSON) ${sql}`,
  )
  return plan?.['QUERY PLAN'][0]?.Plan['Total Cost'] ?? Number.POSITIVE_INFINITY
}

/** Whether a statement would keep the database too long. */
export const isTooSlow = async (tx: Transaction, sql: string): Promise<boolean> =>
  (await plannedCost(tx, sql)) > MOST_COST

export const TOO_SLOW = {
  found: 'a SELECT that takes too long',
  expected: `one that is done within ${WITHIN_MS / 1000} seconds; join on account_id, and look at one period`,
}

/** What the database said, in one line. What isn't about the statement is ours. */
export function explain(error: unknown): { found: string; expected: string } {
  const said = saidBy(error)
  if (!said) throw error
  if (said.code === '57014') return TOO_SLOW
  if (said.code === '25006') return { found: 'a statement that writes', expected: 'one that only reads' }
  return { found: `a SELECT that fails: ${said.message}`, expected: 'one that PostgreSQL can run' }
}

function saidBy(error: unknown): { code: string; message: string } | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined
  const { driverAdapterError: failure } = z.object({ driverAdapterError: DATABASE_ERROR }).parse(error.meta)
  return { code: failure.cause.originalCode, message: failure.cause.originalMessage.replaceAll(/\s+/g, ' ') }
}

const DATABASE_ERROR = z.object({
  cause: z.object({ originalCode: z.string(), originalMessage: z.string() }),
})
