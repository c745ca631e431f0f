import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { tryParts } from '#src/board/enact.ts'
import { newEntry } from '#src/board/parts.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import { beginRun } from '#src/sources/store.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { csv, useSources } from './sources.ts'

const TICKETS = `title: Help desk
connection: exports
table: tickets
files: tickets-*.csv*
cursor: changed_at
select: |
  SELECT id AS ticket_id, account AS account_id, opened AS opened_at, topic AS category,
    changed::TIMESTAMPTZ AS changed_at, priority
  FROM input
`
const HEADER = 'id,account,opened,topic,changed,priority'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const { put, remove, enter, run, check, connections } = useSources(database)
  const runs = () => database.db.sourceRun.findMany({ orderBy: { startedAt: 'asc' } })

  test('all files that a source names are read as one, compressed or not', async () => {
    await enter({ 'sources/help-desk.yaml': TICKETS })
    await put('tickets-1.csv', csv(HEADER, 'T-1,A-1,2026-11-01T08:00Z,log-in,2026-11-02T08:00:00Z,2'))
    await put(
      'tickets-2.csv.gz',
      gzipSync(csv(HEADER, 'T-2,A-1,2026-11-03T08:00Z,export,2026-11-04T08:00:00Z,1')),
    )
    await put('other.csv', 'nothing\nof this\n')
    expect(await check('help-desk')).toMatchObject({
      rows: 2,
      would: { added: 2, changed: 0 },
      first: [
        ['ticket_id', 'account_id', 'opened_at', 'category'],
        ['T-1', 'A-1', '2026-11-01 09:00:00+01', 'log-in'],
        ['T-2', 'A-1', '2026-11-03 09:00:00+01', 'export'],
      ],
      columns: expect.arrayContaining([
        { name: 'changed_at', type: 'TIMESTAMP WITH TIME ZONE', becomes: 'the cursor' },
        { name: 'priority', type: 'VARCHAR', becomes: 'an attribute' },
        { name: 'category', type: 'VARCHAR', becomes: 'tickets.category' },
      ]),
    })
    expect(await database.db.ticket.count()).toBe(0)
    expect(await run('help-desk')).toMatchObject({ merged: { added: 2 }, since: undefined })
    expect(await database.db.ticket.findMany()).toMatchObject([
      { ticketId: 'T-1', attributes: { priority: '2' } },
      { ticketId: 'T-2', attributes: { priority: '1' } },
    ])
  })

  test('the next run goes on where the last ended, a day earlier for what comes late', async () => {
    await put(
      'tickets-3.csv',
      csv(
        HEADER,
        'T-1,A-1,2026-11-01T08:00Z,changed long ago,2026-11-02T08:00:00Z,2',
        'T-3,A-1,2026-11-02T08:00Z,late,2026-11-03T09:00:00Z,2',
        'T-4,A-1,2026-11-05T08:00Z,new,2026-11-06T08:00:00Z,2',
      ),
    )
    expect(await run('help-desk')).toMatchObject({
      since: '2026-11-04 09:00:00+01',
      rows: 3,
      merged: { added: 2, changed: 0, unchanged: 1 },
      reached: '2026-11-06 09:00:00+01',
    })
    const { category } = await database.db.ticket.findUniqueOrThrow({ where: { ticketId: 'T-1' } })
    expect(category).toBe('log-in')
  })

  test('a source without anything new changes nothing, writes no audit record and keeps its place', async () => {
    const audit = await database.db.auditRecord.count()
    expect(await run('help-desk')).toMatchObject({
      merged: { added: 0, changed: 0 },
      reached: '2026-11-06 09:00:00+01',
    })
    expect(await database.db.auditRecord.count()).toBe(audit)
  })

  test('everything is read anew where it is asked for, or where the SELECT has changed', async () => {
    await remove('tickets-1.csv')
    expect(await run('help-desk', { all: true })).toMatchObject({ rows: 4, since: undefined })
    await enter({
      'sources/help-desk.yaml': TICKETS.replace('topic AS category', 'upper(topic) AS category'),
    })
    expect(await run('help-desk')).toMatchObject({ rows: 4, since: undefined, merged: { changed: 4 } })
    expect(await run('help-desk')).toMatchObject({ since: '2026-11-06 09:00:00+01' })
  })

  test('a run that was killed leaves nothing behind, and the next one goes on from the last that ended', async () => {
    const [before] = (await runs()).slice(-1)
    const id = '00000000-0000-4000-8000-000000000001'
    const begun = { id, source: 'help-desk', version: 1, by: 'clock', reading: before?.reading ?? '' }
    await beginRun(database.db, {
      ...begun,
      since: undefined,
      startedAt: Temporal.Instant.from('2026-11-22T09:00Z'),
    })
    await expect(run('help-desk')).rejects.toThrow('is being read right now')
    await database.db
      .$executeRaw`UPDATE source_runs SET seen_at = seen_at - interval '3 minutes' WHERE state = 'running'`
    expect(await run('help-desk')).toMatchObject({ since: '2026-11-06 09:00:00+01' })
    expect(await database.db.sourceRun.findUnique({ where: { id } })).toMatchObject({ state: 'interrupted' })
  })

  test('rows that do not fit are counted with their reasons, and the others go in', async () => {
    await put(
      'tickets-4.csv',
      csv(HEADER, 'T-5,A-1,never,x,2026-11-07T08:00:00Z,1', 'T-6,A-1,2026-11-07,x,2026-11-07T08:00:00Z,1'),
    )
    const ran = await run('help-desk')
    expect(ran).toMatchObject({ rejectedRows: 1, merged: { added: 1 } })
    expect((await runs()).at(-1)).toMatchObject({
      rejected: 1,
      notes: { reasons: [{ reason: expect.stringContaining('opened_at is no time'), rows: 1 }] },
    })
    expect((await check('help-desk')).rejects).toEqual([expect.stringContaining('opened_at is no time')])
  })

  const fieldOf = (field: string, truth: string) =>
    `title: ${field}\nfield: ${field}\ntruth: ${truth}\nmeaning:\n  - {id: m1, text: What it is}\n`
  const failing = (name: string, lines: string) =>
    enter({ [`sources/${name}.yaml`]: `title: ${name}\nconnection: exports\n${lines}` })

  test.each([
    [
      'without-a-column',
      'table: tickets\nfiles: tickets-2*\nselect: SELECT id AS ticket_id, account AS account_id FROM input\n',
      /gives no column opened_at, which tickets needs; it gives ticket_id, account_id/,
    ],
    [
      'writes',
      'table: tickets\nfiles: tickets-2*\nselect: DELETE FROM input\n',
      /Can only delete from base table/,
    ],
    [
      'looks-elsewhere',
      "table: tickets\nfiles: tickets-2*\nselect: SELECT * FROM read_csv('/etc/passwd')\n",
      /may read input alone/,
    ],
    [
      'no-files',
      'table: tickets\nfiles: nothing-*\nselect: SELECT * FROM input\n',
      /No file in the folder of SOURCE_EXPORTS is called nothing-\*/,
    ],
    [
      'text-cursor',
      'table: tickets\nfiles: tickets-2*\ncursor: changed\nselect: SELECT id AS ticket_id, account AS account_id, opened AS opened_at, changed FROM input\n',
      /make it a time, a day or a number, as by changed::TIMESTAMPTZ/,
    ],
    [
      'no-cursor',
      'table: tickets\nfiles: tickets-2*\ncursor: moved\nselect: SELECT id AS ticket_id, account AS account_id, opened AS opened_at FROM input\n',
      /gives no column moved, which is its cursor/,
    ],
    [
      'dollars',
      'table: tickets\nfiles: tickets-2*\ncurrency: USD\nselect: SELECT * FROM input\n',
      /is in USD, and all money here is in EUR/,
    ],
    [
      'too-slow',
      `table: surveys
files: tickets-2*
timeLimit: PT1S
select: SELECT 'A' AS survey_id, 'A' AS account_id, 'nps' AS kind, sum(a.range * b.range * c.range)::VARCHAR AS score, '2026-11-01' AS at FROM range(100000) a, range(100000) b, range(100000) c
`,
      /took longer than 1 second/,
    ],
  ])(
    'a source %s fails in one sentence, which the run log keeps, and nothing changes',
    async (name, lines, said) => {
      await enter({ 'fields/opened.yaml': fieldOf('tickets.opened_at', 'help-desk') })
      const tickets = await database.db.ticket.count()
      await failing(name, lines)
      await expect(run(name)).rejects.toThrow(said)
      expect(await database.db.ticket.count()).toBe(tickets)
      const [last] = await database.db.sourceRun.findMany({ where: { source: name } })
      expect(last).toMatchObject({ state: 'failed', error: expect.stringMatching(said) })
    },
  )

  test('rows in another currency are rejected where a column says so', async () => {
    await put('spend.csv', csv('campaign,month,amount,currency', 'a,2026-10,5,EUR', 'b,2026-10,5,usd'))
    await enter({
      'sources/spend.yaml':
        'title: Spend\nconnection: exports\ntable: spend\nfiles: spend.csv\nselect: SELECT * FROM input\n',
    })
    expect(await run('spend')).toMatchObject({
      merged: { added: 1 },
      rejected: [{ reason: 'its amounts are in USD, and all money here is in EUR', rows: 1 }],
    })
  })

  test('a connection that the operator has not set is said with the name to set', async () => {
    await enter({
      'sources/unset.yaml': 'title: Unset\nconnection: no-where\ntable: spend\nselect: SELECT 1\n',
    })
    await expect(run('unset')).rejects.toThrow('SOURCE_NO_WHERE is not set')
    expect(connections.has('no-where')).toBe(false)
  })

  test('what two sources give is refused until the dictionary says which wins, then the other leaves it', async () => {
    const source = (title: string, select: string) =>
      `title: ${title}\nconnection: exports\ntable: accounts\nfiles: ${title}.csv\nselect: ${select}\n`
    await put('crm.csv', csv('account_id,name,owner', 'A-1,Hollerbek,sam'))
    await put('billing.csv', csv('account_id,name,owner', 'A-1,HOLLERBEK GMBH,noor', 'A-2,Brandsund,noor'))
    await enter({
      'sources/crm.yaml': source('crm', 'SELECT account_id, name, owner FROM input'),
      'sources/billing.yaml': source('billing', 'SELECT * FROM input'),
    })
    await run('crm')
    await expect(run('billing')).rejects.toThrow(
      'accounts.name comes from the source crm already, and billing gives it, too: say in the data dictionary which',
    )
    const names = {
      'fields/name.yaml': fieldOf('accounts.name', 'crm'),
      'fields/owner.yaml': fieldOf('accounts.owner', 'crm'),
    }
    await enter(names)
    expect(await run('billing')).toMatchObject({
      merged: { added: 1, changed: 0 },
      left: [
        { column: 'name', to: 'crm' },
        { column: 'owner', to: 'crm' },
      ],
    })
    expect(await database.db.account.findMany({ orderBy: { accountId: 'asc' } })).toMatchObject([
      { name: 'Hollerbek', owner: 'sam' },
      { name: 'Brandsund', owner: null },
    ])
  })

  test('an address is kept only once the dictionary says what it is needed for', async () => {
    await put('people.csv', csv('contact_id,name,email', 'C-1,Kim,kim@example.com'))
    await enter({
      'sources/people.yaml':
        'title: People\nconnection: exports\ntable: contacts\nfiles: people.csv\nselect: SELECT * FROM input\n',
    })
    expect(await run('people')).toMatchObject({ notKept: ['email'] })
    expect(await database.db.contact.findFirst()).toMatchObject({ email: null, attributes: {} })
    await enter({
      'fields/email.yaml':
        'title: E-mail\nfield: contacts.email\npersonal: {neededFor: joining sign-ups}\nmeaning:\n  - {id: m1, text: Their address}\n',
    })
    expect(await run('people', { all: true })).toMatchObject({ notKept: [], merged: { changed: 1 } })
    expect(await database.db.contact.findFirst()).toMatchObject({ email: 'kim@example.com' })
  })

  test('a source that writes what another one writes is refused when it is proposed or imported, by its SELECT', async () => {
    const second = (column: string) =>
      `title: Second desk\nconnection: exports\ntable: tickets\nfiles: second.csv\nselect: SELECT id AS ticket_id, account AS account_id, opened AS opened_at, ${column} FROM input\n`
    await expect(enter({ 'sources/second.yaml': second('upper(topic) AS category') })).rejects.toThrow(
      /sources\/second\.yaml:5 select: .* expected one source of tickets\.category: Help desk gives it, too\. A field tickets\.category .* truth: help-desk or second/,
    )
    const select = 'SELECT id AS ticket_id, account AS account_id, topic AS category FROM input'
    const body = KINDS.source.body.parse({ connection: 'exports', table: 'tickets', select })
    const frame = { status: 'active' as const, deputies: [], verifyEvery: 'P180D' }
    const part = newEntry({ kind: 'source', slug: 'second', content: { title: 'Second', ...frame, body } })
    const tried = await database.db.$transaction((tx) => tryParts(tx, [part], undefined))
    expect(tried).toMatchObject({
      obstacle: { faults: [expect.stringMatching(/one source of tickets\.category/)] },
    })
    // Both at once are right, and so is a column that nobody else gives.
    await enter({
      'sources/second.yaml': second('upper(topic) AS category'),
      'fields/category.yaml': fieldOf('tickets.category', 'help-desk'),
    })
    await enter({ 'sources/second.yaml': second('minutes * 2 AS cost') })
  })

  test('a field that no longer says which of two sources wins is refused, too', async () => {
    await enter({
      'sources/third.yaml':
        'title: Third\nconnection: exports\ntable: tickets\nfiles: third.csv\nselect: SELECT id AS ticket_id, topic AS category FROM input\n',
    })
    const silent = fieldOf('tickets.category', 'help-desk').replace('truth: help-desk\n', '')
    await expect(enter({ 'fields/category.yaml': silent })).rejects.toThrow(
      /fields\/category\.yaml.* truth: found nothing, expected one source of tickets\.category/,
    )
  })
})
