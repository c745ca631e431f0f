import pg from 'pg'
import { expect, test } from 'vitest'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { useSources } from './sources.ts'

/** Another database on the same server is the warehouse: nothing tells it apart from one elsewhere. */
onEngine('a server', (engine) => {
  const database = useDatabase(engine)
  const warehouse = useDatabase(engine)
  const { enter, run, check, connections } = useSources(database)
  const ask = async (sql: string) => {
    const client = new pg.Client({ connectionString: warehouse.url })
    await client.connect()
    try {
      return (await client.query(sql)).rows as Record<string, unknown>[]
    } finally {
      await client.end()
    }
  }
  const source = (title: string, select: string, more = '') =>
    `title: ${title}\nconnection: warehouse\ntable: deals\n${more}select: ${JSON.stringify(select)}\n`
  const SELECT =
    'SELECT id AS deal_id, account AS account_id, outcome, closed AS closed_on, amount, changed FROM crm_deals;'

  test('rows come as the server writes them, with the time zone of the team', async () => {
    connections.set('warehouse', warehouse.url)
    await ask(`CREATE SEQUENCE seen;
      CREATE TABLE crm_deals (id bigint, account text, outcome text, closed date, amount numeric, changed timestamptz);
      INSERT INTO crm_deals VALUES (9007199254740993, '007', 'won', '2026-10-01', 12.3456, '2026-10-01T10:00:00.123456Z'),
        (2, '008', 'lost', '2026-10-05', 7, '2026-10-05T10:00Z')`)
    await enter({
      'sources/warehouse.yaml': source('Warehouse', SELECT, 'cursor: changed\nlookback: PT1H\n'),
    })
    expect(await check('warehouse')).toMatchObject({ rows: 2, would: { added: 2 } })
    expect(await run('warehouse')).toMatchObject({ merged: { added: 2 }, reached: '2026-10-05 12:00:00+02' })
    const deals = await database.db.deal.findMany({ orderBy: { dealId: 'desc' } })
    expect(deals).toMatchObject([
      { dealId: '9007199254740993', accountId: '007', outcome: 'won', attributes: {} },
      { dealId: '2' },
    ])
    expect(deals[0]?.amount?.toString()).toBe('12.3456')
  })

  test('the server gives only what is newer than the last run but for the lookback', async () => {
    await ask(`UPDATE crm_deals SET amount = 8, changed = '2026-10-05T09:30Z' WHERE id = 2;
      UPDATE crm_deals SET amount = 99 WHERE id <> 2`)
    expect(await run('warehouse')).toMatchObject({ rows: 1, merged: { changed: 1 } })
  })

  test.each([
    [
      'writes',
      "WITH gone AS (DELETE FROM crm_deals RETURNING 1) SELECT 1 AS deal_id, 'a' AS account_id FROM gone",
      /doesn't fit its database/,
    ],
    [
      'calls what writes',
      "SELECT nextval('seen')::text AS deal_id, 'a' AS account_id",
      /writes, and a source only reads/,
    ],
    [
      'ends the transaction',
      'SELECT 1 AS deal_id) x; COMMIT; DROP TABLE crm_deals; SELECT * FROM (SELECT 1 AS deal_id',
      /doesn't fit its database/,
    ],
    [
      'names an unknown column',
      'SELECT nothing AS deal_id FROM crm_deals',
      /column "nothing" does not exist/,
    ],
    [
      'drops a column',
      'SELECT id AS deal_id FROM crm_deals',
      /gives no column account_id, which deals needs/,
    ],
  ])('a SELECT that %s is refused in one sentence, and nothing changes', async (_what, select, said) => {
    await enter({ 'sources/wrong.yaml': source('Wrong', select) })
    await expect(run('wrong')).rejects.toThrow(said)
    expect(await ask('SELECT count(*)::int AS n FROM crm_deals')).toEqual([{ n: 2 }])
    expect(await database.db.deal.count()).toBe(2)
  })

  test('one that takes too long is ended on the server, too', async () => {
    const slow = "SELECT pg_sleep(60)::text AS deal_id, 'a' AS account_id"
    await enter({ 'sources/slow.yaml': source('Slow', slow, 'timeLimit: PT1S\n') })
    await expect(run('slow')).rejects.toThrow('took longer than 1 second')
    const still = `SELECT 1 FROM pg_stat_activity
      WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid() AND state = 'active'`
    // The server counts from the query on, we from before the connection: it may end a little later.
    await expect.poll(() => ask(still), { timeout: 10_000 }).toEqual([])
  })

  test('what is wrong with a connection is said without its password', async () => {
    const url = 'postgresql://nobody-here:Secret-1@127.0.0.1:1/warehouse'
    connections.set('warehouse', url)
    const said = await run('warehouse').catch((error: Error) => error.message)
    connections.set('warehouse', warehouse.url)
    expect(said).toContain("The database of SOURCE_WAREHOUSE can't be reached")
    const failed = await database.db.sourceRun.findMany({ where: { source: 'warehouse', state: 'failed' } })
    expect(failed).toHaveLength(1)
    expect(`${JSON.stringify(failed)} ${said}`).not.toContain('Secret-1')
  })
})
