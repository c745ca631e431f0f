import { expect, test } from 'vitest'
import { openProposal } from '#src/board/open-proposal.ts'
import { changedEntry } from '#src/board/parts.ts'
import { knowTables } from '#src/db/planner-statistics.ts'
import { isKind } from '#src/knowledge/entry.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { readFolder } from '#src/knowledge/read-folder.ts'
import { checkDefinition } from '#src/kpis/check-definition.ts'
import { checkKpis } from '#src/kpis/check-kpis.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { demoBoard, NOW } from '#test/support/board.ts'
import { smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { type Files, folderOf } from '#test/support/folder.ts'
import { DEMO } from '#test/support/library.ts'

const span = {
  from: Temporal.PlainDate.from('2026-10-01'),
  until: Temporal.PlainDate.from('2026-11-01'),
  zone: 'Europe/Berlin',
}
const select = (numerator: string, rest = 'FROM account_months WHERE month = :from GROUP BY 1') =>
  `SELECT persona, ${numerator} AS numerator, count(*) AS denominator, count(*) AS n ${rest}`

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const check = (sql: string) => database.db.$transaction((tx) => checkDefinition(tx, sql, span))

  test('a definition that reads and computes is fine, and leaves nothing behind', async () => {
    await writeMonth(database.db, '2026-10-01', { carla: { n: 40, kept: 38 } })
    expect(await check(select('count(*) FILTER (WHERE mrr_end > 0)'))).toBe(undefined)
    expect(await check(select('sum(extract(day FROM month)) / 2'))).toBe(undefined)
    const [left] = await database.db.$queryRaw<{ views: number; limit: string }[]>`
      SELECT (SELECT count(*)::int FROM pg_class WHERE relname = 'kpi_definition') AS views,
        current_setting('transaction_read_only') AS limit`
    expect(left).toEqual({ views: 0, limit: 'off' })
  })

  const refused: [string, string, RegExp, RegExp][] = [
    [
      'a table of ours',
      select('count(*)', 'FROM accounts, members WHERE started_on = :from GROUP BY 1'),
      /table members/,
      /only accounts, account_months/,
    ],
    [
      'a table of the database',
      select('count(*)', 'FROM accounts, pg_authid WHERE started_on = :from GROUP BY 1'),
      /pg_authid/,
      /only accounts/,
    ],
    ['a function that does something', select('max(length(pg_sleep(0)::text))'), /pg_sleep/, /only compute/],
    [
      'a function that reads elsewhere',
      select("max(length(table_to_xml('members', true, true, '')::text))"),
      /table_to_xml/,
      /only compute/,
    ],
    ['today', select('count(*) FILTER (WHERE month < current_date)'), /current_date/, /only compute/],
    [
      'rows out of nothing',
      select('count(*)', 'FROM accounts, generate_series(1, 1000000000) WHERE started_on = :from GROUP BY 1'),
      /generate_series/,
      /only compute/,
    ],
    [
      'a column that is not there',
      select('sum(mmr_end)'),
      /column "mmr_end" does not exist/,
      /PostgreSQL can run/,
    ],
    [
      'another column',
      'SELECT persona, 1 AS numerator, 1 AS n FROM accounts WHERE started_on = :from',
      /the columns persona, numerator, n/,
      /persona, numerator, denominator and n/,
    ],
    ['a text as a number', select("max('x')"), /numerator as text/, /a number/],
    [
      'several rows of a persona',
      select('count(*)', 'FROM account_months WHERE month = :from GROUP BY 1, account_id'),
      /several rows/,
      /one row a persona/,
    ],
    ['a division by nothing', select('count(*) / 0'), /division by zero/, /PostgreSQL can run/],
    [
      'a lock on rows',
      `SELECT persona, 1 AS numerator, 1 AS denominator, 1 AS n FROM (SELECT persona FROM accounts WHERE started_on = :from FOR UPDATE) a`,
      /writes/,
      /only reads/,
    ],
  ]
  for (const [what, sql, found, expected] of refused)
    test(`${what} is refused, with what was found and what is expected`, async () => {
      const wrong = await check(sql)
      expect(wrong?.found).toMatch(found)
      expect(wrong?.expected).toMatch(expected)
    })

  test('a definition that would take too long is refused by what the planner reckons, on every engine', async () => {
    await database.db.$executeRaw`
      INSERT INTO accounts (account_id, name, persona) SELECT 'many-' || i, 'Many', 'carla' FROM generate_series(1, 8000) i`
    await knowTables(database.db)
    const wrong = await check(
      select(
        'count(*)',
        'FROM accounts a JOIN accounts b USING (persona) JOIN accounts c USING (persona) WHERE a.started_on IS DISTINCT FROM :from GROUP BY 1',
      ),
    )
    expect(wrong).toMatchObject({ found: 'a SELECT that takes too long' })
  })

  const kpi = (sql: string) => ({
    ...{
      title: 'Kept',
      owner: 'mina',
      question: 'Who stays?',
      perspective: 'financial',
      indicator: 'lagging',
    },
    ...{ unit: 'share', better: 'higher', frequency: 'monthly', counts: 'customers' },
    ...{ numerator: 'those who stay', denominator: 'all', sql },
    reasons: [{ id: 'r1', text: 'They say so', cites: ['interviews'] }],
  })
  const bring = async (files: Files) =>
    await importFolder(database.db, await folderOf({ ...smallCompany(), ...files }), {
      ...{ direct: true, now: NOW, zone: span.zone, actor: 'operator' },
    })

  test('an import with a wrong definition names its file, its line and the mistake, and changes nothing', async () => {
    await expect(bring({ 'kpis/kept.yaml': kpi(select('sum(mmr_end)')) })).rejects.toThrow(
      /kpis\/kept\.yaml:\d+ sql: found a SELECT that fails: column "mmr_end" does not exist/,
    )
    expect(await database.db.entry.count()).toBe(0)
  })

  test('an owner who only reports is refused with the reason, and one who is nobody', async () => {
    const people = {
      people: [
        { handle: 'mina', name: 'Mina', function: 'data' },
        { handle: 'jonas', name: 'J' },
      ],
    }
    const fine = kpi(select('count(*)'))
    await expect(bring({ 'people.yaml': people, 'kpis/kept.yaml': fine })).rejects.toThrow(
      /owner: found "mina", who reports numbers and does not move them, expected somebody with a say in the journey/,
    )
    await expect(bring({ 'kpis/kept.yaml': { ...fine, owner: undefined } })).rejects.toThrow(
      /owner: found nobody/,
    )
  })

  test('a KPI that no evidence speaks for is refused', async () => {
    const unfounded = { ...kpi(select('count(*)')), reasons: [{ id: 'r1', text: 'It would be nice' }] }
    await expect(bring({ 'kpis/kept.yaml': unfounded })).rejects.toThrow(/a reason that cites evidence/)
  })

  const fromOutside: [string, object, RegExp][] = [
    [
      'a number as a threshold',
      { threshold: 0.95 },
      /threshold: found 0\.95, expected no limit from outside: a persona is held against its own history alone/,
    ],
    [
      'a named benchmark',
      { industryBenchmark: 'SaaS, 2026' },
      /unknown field "industryBenchmark", expected no limit from outside/,
    ],
    ['a lower limit', { min: 0.9 }, /expected no limit from outside/],
    ['what is to be reached', { target: 0.97 }, /an entry of its own, a file in targets/],
    [
      'a window too short for a deviation',
      { window: 8 },
      /window: found 8, expected at least 12 periods for a deviation; quantiles take fewer/,
    ],
  ]
  for (const [what, field, reason] of fromOutside)
    test(`${what} in a file of a KPI is refused with the reason`, async () => {
      await expect(bring({ 'kpis/kept.yaml': { ...kpi(select('count(*)')), ...field } })).rejects.toThrow(
        reason,
      )
    })

  const aim = {
    title: 'Stay',
    owner: 'mina',
    kpi: 'kept',
    persona: 'ollie',
    from: '2026-07-01',
    until: '2027-06-30',
  }
  const because = { reasons: [{ id: 'r1', text: 'They leave early', cites: ['interviews'] }] }
  const targets: [string, object, RegExp][] = [
    [
      'that rests on nothing',
      { ...aim, value: 0.95, reasons: [{ id: 'r1', text: 'It would be nice' }] },
      /reasons: .*a reason that cites evidence: a target is no wish/,
    ],
    [
      'in another unit',
      { ...aim, ...because, value: 95 },
      /value: found 95, expected a share such as 0\.95, which is 95 %/,
    ],
    [
      'that ends before it begins',
      { ...aim, ...because, value: 0.95, until: '2026-06-30' },
      /until: .*a day after from/,
    ],
    ['of a KPI that is not there', { ...aim, ...because, value: 0.95, kpi: 'growth' }, /kpi: found "growth"/],
    [
      'that answers to nobody known',
      { ...aim, ...because, value: 0.95, rival: 'nobody' },
      /rival: found "nobody"/,
    ],
  ]
  for (const [what, target, reason] of targets)
    test(`a target ${what} is refused with the reason`, async () => {
      const files = { 'kpis/kept.yaml': kpi(select('count(*)')), 'targets/stay.yaml': target }
      await expect(bring(files)).rejects.toThrow(reason)
    })

  test('before the board comes no definition that is wrong, and what is refused is undone alone', async () => {
    const board = await demoBoard(database.db)
    const entry = (await followLibrary(database.db)()).entries.get('kpi/retention')
    if (!entry || !isKind(entry, 'kpi')) throw new Error('The demo company has lost its retention.')
    const propose = (sql: string) =>
      openProposal(
        database.db,
        {
          ...{
            source: `kpi/${sql}`,
            proposer: { id: board.idOf('sam'), handle: 'sam' },
            rationale: 'Clearer',
          },
          parts: [changedEntry(entry, { ...entry, body: { ...entry.body, sql } })],
        },
        { channelId: 'C1', zone: span.zone },
        NOW,
      )
    expect(await propose(select('sum(mmr_end)'))).toMatchObject({
      outcome: 'refused',
      faults: [expect.stringMatching(/Retention sql: found a SELECT that fails: column "mmr_end"/)],
    })
    expect(await propose('DELETE FROM accounts')).toMatchObject({
      outcome: 'refused',
      faults: [expect.stringMatching(/one SELECT/)],
    })
    expect(await propose(select('count(*)'))).toMatchObject({ outcome: 'open' })
  })

  test('what ships needs no mending, since the first start leaves this check out', async () => {
    const { folder } = await readFolder(DEMO)
    const around = { before: [], people: folder.people.members }
    const faults = await database.db.$transaction((tx) => checkKpis(tx, folder.entries, around))
    expect(faults).toEqual([])
  })
})
