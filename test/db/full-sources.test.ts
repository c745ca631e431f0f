import { expect, test } from 'vitest'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { csv, useSources } from './sources.ts'

const DEALS = `title: Deals
connection: exports
table: deals
files: deals.csv
full: {mayLose: 0.3}
select: SELECT * FROM input
`
const HEADER = 'deal_id,account_id,stage,opened_on'
const deals = (...ids: number[]) => csv(HEADER, ...ids.map((id) => `D-${id},A-1,talks,2026-11-01`))

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  const { put, enter, run, check } = useSources(database)
  const gone = async () =>
    (await database.db.deal.findMany({ where: { goneAt: { not: null } } })).map(({ dealId }) => dealId)

  test('what a source that gives everything no longer gives is marked as gone, and kept', async () => {
    await enter({ 'sources/deals.yaml': DEALS })
    await put('deals.csv', deals(1, 2, 3, 4))
    expect(await run('deals')).toMatchObject({ merged: { added: 4 }, gone: 0 })
    await put('deals.csv', deals(1, 2, 3))
    expect(await check('deals')).toMatchObject({ gone: 1, spared: undefined })
    expect(await gone()).toEqual([])
    expect(await run('deals')).toMatchObject({ gone: 1, merged: { unchanged: 3 } })
    expect(await gone()).toEqual(['D-4'])
    expect(await database.db.deal.count()).toBe(4)
    await put('deals.csv', deals(1, 2, 3, 4))
    expect(await run('deals')).toMatchObject({ gone: 0, merged: { changed: 1 } })
    expect(await gone()).toEqual([])
  })

  test('a file that lost more than its share, or that is empty, takes nothing away, and says so', async () => {
    await put('deals.csv', deals(1, 2))
    expect(await run('deals')).toMatchObject({ gone: 0, spared: '2 of 4 rows are missing, more than 30 %' })
    await put('deals.csv', csv(HEADER))
    expect(await run('deals')).toMatchObject({ rows: 0, gone: 0, spared: 'it gave no row at all' })
    expect(await gone()).toEqual([])
    const [last] = await database.db.sourceRun.findMany({ orderBy: { seenAt: 'desc' }, take: 1 })
    expect(last).toMatchObject({ state: 'done', notes: { spared: 'it gave no row at all' } })
  })

  test('a row that is rejected is still there', async () => {
    await put('deals.csv', `${deals(1, 2, 3)}D-4,A-1,talks,some day\n`)
    expect(await run('deals')).toMatchObject({ rejectedRows: 1, gone: 0 })
    expect(await gone()).toEqual([])
  })

  test('a SELECT that no longer gives a column leaves what that column said', async () => {
    const select = 'select: SELECT deal_id, account_id FROM input'
    await enter({ 'sources/deals.yaml': DEALS.replace('select: SELECT * FROM input', select) })
    await put('deals.csv', deals(1, 2, 3, 4))
    expect(await run('deals')).toMatchObject({ merged: { added: 0, changed: 0, unchanged: 4 }, gone: 0 })
    expect(await database.db.deal.findFirst()).toMatchObject({ stage: 'talks' })
    await enter({ 'sources/deals.yaml': DEALS })
  })

  test('only the one source of a table can give all of it, and none that goes on by a cursor', async () => {
    await expect(
      enter({
        'sources/more.yaml':
          'title: More\nconnection: exports\ntable: deals\nselect: SELECT deal_id, account_id FROM input\n',
      }),
    ).rejects.toThrow(
      /sources\/more\.yaml:3 table: found "deals", expected the only source of deals: Deals fills it/,
    )
    await expect(enter({ 'sources/deals.yaml': `${DEALS}cursor: opened_on\n` })).rejects.toThrow(
      /full: .*no cursor beside it/,
    )
    await expect(
      enter({ 'sources/deals.yaml': DEALS.replace('table: deals', 'table: spend') }),
    ).rejects.toThrow(/a table whose rows can be gone: accounts, contacts, deals, tickets/)
  })
})
