import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '#src/audit/verify.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { NOW, useImports } from './accounts-import.ts'

const DEMO = fileURLToPath(new URL('../../prisma/seed/', import.meta.url))
const ACCOUNTS = 'account_id,name,persona,tier\nA-1,"Müller, Söhne & Co",Carla,gold\n0042,Tarn,persona b,\n'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const { importFile, path } = useImports(database)

  beforeAll(async () => {
    const options = { direct: false, now: Temporal.Instant.from(NOW), zone: 'UTC', actor: 'demo' }
    await importFolder(database.db, DEMO, options)
  })

  test('accounts go in with their personas by any name, and further columns as attributes', async () => {
    expect(await importFile('accounts.csv', ACCOUNTS)).toMatchObject({
      table: 'accounts',
      added: 2,
      rejectedRows: 0,
    })
    expect(await database.db.account.findMany({ orderBy: { accountId: 'asc' } })).toMatchObject([
      { accountId: '0042', name: 'Tarn', persona: 'finn-finance-lead', attributes: { tier: null } },
      { accountId: 'A-1', name: 'Müller, Söhne & Co', persona: 'carla-operations-lead' },
    ])
  })

  test('the planner knows at once how much came in', async () => {
    const [table] = await database.db.$queryRaw<{ rows: number }[]>`
      SELECT reltuples::int AS rows FROM pg_class WHERE oid = 'accounts'::regclass`
    expect(table?.rows).toBe(2)
  })

  test('the same file again changes nothing', async () => {
    const before = await database.db.account.findMany()
    expect(await importFile('accounts.csv', ACCOUNTS)).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
    expect(await database.db.account.findMany()).toEqual(before)
  })

  test('columns that a mapping does not give stay as they are', async () => {
    const sql = "SELECT account_id, upper(name) AS name, 'EMEA' AS region FROM input"
    expect(await importFile('accounts.csv', ACCOUNTS, sql)).toMatchObject({ changed: 2 })
    expect(await database.db.account.findUnique({ where: { accountId: 'A-1' } })).toMatchObject({
      name: 'MÜLLER, SÖHNE & CO',
      persona: 'carla-operations-lead',
      attributes: { tier: 'gold', region: 'EMEA' },
    })
  })

  test('an unknown persona is rejected with the nearest name, and the rest goes in', async () => {
    const imported = await importFile('misspelt.csv', 'account_id,name,persona\nB-1,X,Carlaa\nB-2,Y,Ola\n')
    expect(imported).toMatchObject({
      added: 1,
      rejected: [{ reason: 'persona "Carlaa" is not known; the nearest is carla-operations-lead', rows: 1 }],
    })
    expect(await readFile(imported.rejects, 'utf8')).toBe(
      'row,reason,account_id,name,persona\n' +
        '1,"persona ""Carlaa"" is not known; the nearest is carla-operations-lead",B-1,X,Carlaa\n',
    )
  })

  test('account-months keep the persona that their account had when they came in', async () => {
    const months = 'account_id,month,mrr_start,mrr_end\nA-1,2026-09-01,100,120\nA-1,2026-10-01,120,0\n'
    expect(await importFile('months.csv', months)).toMatchObject({ table: 'account_months', added: 2 })
    await database.db.account.update({ where: { accountId: 'A-1' }, data: { persona: 'gus-november-buyer' } })
    expect(await importFile('months.csv', months)).toMatchObject({ unchanged: 2, changed: 0 })
    const stored = await database.db.accountMonth.findMany({ orderBy: { month: 'asc' } })
    expect(stored.map(({ persona }) => persona)).toEqual(['carla-operations-lead', 'carla-operations-lead'])
    expect(stored.map(({ mrrExpansion, mrrChurned }) => [Number(mrrExpansion), Number(mrrChurned)])).toEqual([
      [20, 0],
      [0, 120],
    ])
  })

  test('rows that do not fit are counted by reason', async () => {
    const imported = await importFile(
      'wrong.csv',
      [
        'account_id;month;mrr_start;mrr_expansion;mrr_end;tickets',
        'A-1;2026-08-01;100;1,5;101,5;0',
        'A-1;2026-08-15;100;0;100;0',
        'A-1;08/01/2026;100;0;100;0',
        'A-1;2031-01-01;100;0;100;0',
        'A-1;1066-01-01;100;0;100;0',
        'A-1;2026-07-01;100;0;90;0',
        'A-1;2026-06-01;-100;0;-100;0',
        'A-1;2026-05-01;100;0;100;many',
        'A-1;2026-04-01;100;0;100;0',
        'A-1;01.04.2026;100;0;100;0',
        'A-1;;100;0;100;0',
        'Z-9;2026-04-01;100;0;100;0',
        'A-1;2026-03-01;100',
        '',
      ].join('\n'),
    )
    expect(imported.added).toBe(1)
    const reasons = imported.rejected.map(({ reason }) => reason)
    expect(reasons.toSorted()).toEqual([
      'account_id is the id of no account: import the accounts first',
      'has the same account_id and month as an earlier row',
      'month is missing',
      "month is no date that can be read one way only (2026-10-01, 2026/10/01, 20261001, 01.10.2026, 1 Oct 2026): say what it is by strptime(…, '%m/%d/%Y')",
      "month is not a first day: write date_trunc('month', …)",
      'month lies before 1990',
      'month lies in the future',
      'mrr_end is not mrr_start + new + reactivation + expansion - contraction - churned',
      "mrr_expansion is no plain number such as 1234.50: for a decimal comma write replace(…, ',', '.')",
      'mrr_start is negative',
      'the line is no row: missing columns',
      'tickets is no whole number',
    ])
    const lines = (await readFile(imported.rejects, 'utf8')).split('\n')
    expect(lines).toHaveLength(14)
    expect(lines.find((line) => line.startsWith('7,'))).toContain('mrr_start is negative')
    expect(lines.find((line) => line.startsWith('line 14,'))).toContain('missing columns')
  })

  test('dates in five formats are the same day', async () => {
    const days = ['2026-03-09', '2026/03/09', '09.03.2026', '9 Mar 2026', '20260309', '2026-03-09T23:59:00Z']
    const rows = days.map((day, index) => `D-${index},Name,${day}`).join('\n')
    expect(await importFile('dates.csv', `account_id,name,started_on\n${rows}\n`)).toMatchObject({
      added: days.length,
    })
    const [count] = await database.db.$queryRaw<{ days: number }[]>`
      SELECT count(DISTINCT started_on)::int AS days FROM accounts WHERE account_id LIKE 'D-%'`
    expect(count?.days).toBe(1)
  })

  test('values with quotes, braces, backslashes and line ends arrive as they are', async () => {
    const name = 'a "b" {c,d} \\ NULL\n— \u{1F600}'
    await importFile('odd.csv', `account_id,name,note\n"Q,{1}","${name.replaceAll('"', '""')}","\\""x"\n`)
    const account = await database.db.account.findUnique({ where: { accountId: 'Q,{1}' } })
    expect(account).toMatchObject({ name, attributes: { note: '\\"x' } })
  })

  test('a file of rejected rows alone changes nothing and says so', async () => {
    const before = await database.db.account.count()
    const none = importFile('none.csv', 'account_id,name\n,X\n,Y\n')
    await expect(none).rejects.toThrow(
      /Nothing was imported: all rows of none.csv were rejected, most of them because account_id is missing/,
    )
    expect(await database.db.account.count()).toBe(before)
    expect(await readFile(path('none.rejects.csv'), 'utf8')).toContain('2,account_id is missing,,Y')
  })

  test('every import is in the audit trail, and leaves no chunk behind', async () => {
    const records = await database.db.auditRecord.findMany({ where: { subject: 'account_months' } })
    expect(records[0]).toMatchObject({
      actor: 'operator',
      action: 'import',
      payload: { file: 'months.csv', mapping: 'months.csv.sql', added: 2, sha256: expect.any(String) },
    })
    expect(await verifyAudit(database.db)).toMatchObject({ rows: expect.any(Number) })
    expect(await database.db.importChunk.count()).toBe(0)
  })

  test('two imports at once of overlapping rows both come through', async () => {
    const rows = (from: number) =>
      Array.from({ length: 3000 }, (_, index) => `P-${from + index},Name`).join('\n')
    const [one, two] = await Promise.all([
      importFile('one.csv', `account_id,name\n${rows(0)}\n`),
      importFile('two.csv', `account_id,name\n${rows(1500)}\n`),
    ])
    expect(one.added + two.added).toBe(4500)
    expect(one.unchanged + two.unchanged).toBe(1500)
  })
})
