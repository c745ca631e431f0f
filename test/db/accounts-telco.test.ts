import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { readClv } from '#src/clv/read-clv.ts'
import { type ImportedTable, importTable } from '#src/ingest/import-table.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { closeMonth } from '#src/kpis/month-close.ts'
import { reviewOf } from '#src/kpis/review.ts'
import { kaplanMeier, lifeTable } from '#src/statistics/survival.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { contextOn, NOW, useImports } from './accounts-import.ts'

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const FILE = fromRoot('../shared/data/telco-churn/customers.csv')
const EXAMPLE = 'prisma/example-imports/telco'
const CLOSED = '2026-10-01'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const { path } = useImports(database)
  const importBy = (map: string): Promise<ImportedTable> =>
    importTable(contextOn(database.db), {
      file: FILE,
      map: fromRoot(`${EXAMPLE}/${map}`),
      rejects: path('rejects.csv'),
      actor: 'piet',
    })

  beforeAll(async () => {
    const options = { direct: false, now: Temporal.Instant.from(NOW), zone: 'UTC', actor: 'demo' }
    await importFolder(database.db, fromRoot(`${EXAMPLE}/knowledge`), options)
  })

  test('all 7,043 customers of the Telco file become accounts with a persona, once', async () => {
    expect(await importBy('accounts.sql')).toMatchObject({ added: 7043, rejectedRows: 0 })
    expect(await importBy('accounts.sql')).toMatchObject({ added: 0, changed: 0, unchanged: 7043 })
    expect(await database.db.account.count({ where: { persona: null } })).toBe(0)
    const [blank] = await database.db.$queryRaw<{ rows: number }[]>`
      SELECT count(*)::int AS rows FROM accounts WHERE attributes -> 'total_charges' = 'null'`
    expect(blank?.rows).toBe(customers.filter(({ totalCharges }) => totalCharges.trim() === '').length)
  })

  test('months reconstructed from tenure are marked, one for each month of tenure', async () => {
    const months = customers.reduce((sum, { tenure }) => sum + tenure, 0)
    expect(await importBy('account-months.sql')).toMatchObject({ added: months, rejectedRows: 0 })
    expect(await database.db.accountMonth.count({ where: { reconstructed: false } })).toBe(0)
  }, 120_000)

  test('retention of the closed month is what plain arithmetic on the file gives, for each persona', async () => {
    const rows = await database.db.$queryRaw<Row[]>`
      SELECT persona, count(*) FILTER (WHERE mrr_start > 0)::int AS n,
        count(*) FILTER (WHERE mrr_start > 0 AND mrr_end > 0)::int AS retained,
        sum(mrr_start)::float AS mrr, sum(mrr_churned) FILTER (WHERE mrr_start > 0)::float AS churned
      FROM account_months WHERE month = ${CLOSED}::date GROUP BY persona ORDER BY persona`
    expect(rows).toEqual(expected())
  })

  test('the review says that retention and churn, to the digit', async () => {
    const rows = await closeMonth(database.db, Temporal.PlainDate.from(CLOSED))
    const told = reviewOf({
      ...{ month: Temporal.PlainDate.from(CLOSED), rows, history: [], missing: 0, notes: [] },
      instead: undefined,
    })
    for (const { persona, n, retained } of expected()) {
      const its = told.personas.find((each) => each.persona === persona)
      expect(its).toMatchObject({
        ...{ persona, n },
        now: {
          retention: { value: retained / n, numerator: retained, denominator: n },
          churn: { value: (n - retained) / n },
        },
      })
    }
    expect(told).toMatchObject({ reconstructed: true, untagged: { n: 0 } })
  })

  // What PGlite makes of the same SQL, test/db/clv.test.ts says with fewer rows.
  if (engine !== 'PGlite')
    test('lifetime value is what plain arithmetic and a survival curve of the file give, for each persona', async () => {
      const report = await readClv(database.db, Temporal.PlainDate.from('2026-11-01'))
      const personas = [...new Set(customers.map(({ persona }) => persona))]
      expect(report?.personas).toHaveLength(personas.length)
      for (const { persona, n, observed, lifetime } of report?.personas ?? []) {
        const its = customers.filter((each) => each.persona === persona && each.tenure > 0)
        expect(n).toBe(its.length)
        const paid =
          its.reduce((sum, { tenure, monthly }) => sum + tenure * Math.round(monthly * 100), 0) / 100
        expect(observed.value).toBeCloseTo(paid / its.length, 6)
        const curve = kaplanMeier(lifeTable(its.map(({ tenure: time, left: ended }) => ({ time, ended }))))
        for (const { time, survival } of lifetime?.curve ?? [])
          expect(survival).toBeCloseTo(curve.findLast((point) => point.time <= time)?.survival ?? 1, 10)
      }
    }, 60_000)
})

type Row = { persona: string; n: number; retained: number; mrr: number; churned: number }
type Customer = { persona: string; tenure: number; monthly: number; left: boolean; totalCharges: string }

const customers = readCustomers()

/** Counted at the month's start: who joined in the month itself is no part of its retention. */
function expected(): Row[] {
  return [...new Set(customers.map(({ persona }) => persona))].toSorted().map((persona) => {
    const counted = customers.filter((each) => each.persona === persona && each.tenure > 1)
    const left = counted.filter((each) => each.left)
    return {
      persona,
      n: counted.length,
      retained: counted.length - left.length,
      mrr: sumOf(counted),
      churned: sumOf(left),
    }
  })
}

/** In cents, so that floating point adds nothing. */
function sumOf(some: Customer[]): number {
  return some.reduce((sum, { monthly }) => sum + Math.round(monthly * 100), 0) / 100
}

function readCustomers(): Customer[] {
  const [header = '', ...lines] = readFileSync(FILE, 'utf8').trim().split(/\r?\n/)
  const names = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    const cell = (name: string) => cells[names.indexOf(name)] ?? ''
    return {
      persona: personaOf(cell),
      tenure: Number(cell('tenure')),
      monthly: Number(cell('MonthlyCharges')),
      left: cell('Churn') === 'Yes',
      totalCharges: cell('TotalCharges'),
    }
  })
}

function personaOf(cell: (name: string) => string): string {
  const extras = [
    'OnlineSecurity',
    'OnlineBackup',
    'DeviceProtection',
    'TechSupport',
    'StreamingTV',
    'StreamingMovies',
  ].filter((name) => cell(name) === 'Yes').length
  if (cell('InternetService') === 'No') return 'phone-only-paul'
  if (cell('Contract') === 'Month-to-month')
    return cell('InternetService') === 'Fiber optic' ? 'fibre-fay' : 'try-out-tim'
  return extras >= 3 ? 'bundle-bea' : 'contract-carl'
}
