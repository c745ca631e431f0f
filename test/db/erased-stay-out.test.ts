import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { erase } from '#src/erasure/erase.ts'
import { receiver } from '#src/signals/receive.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { contextOn, NOW, useImports } from './accounts-import.ts'
import { csv, useSources } from './sources.ts'

const at = Temporal.Instant.from(NOW)
const ACCOUNTS = csv('account_id,name,owner', 'K-1001,Nordwind,sam', 'K-2002,Other,sam')
const CONTACTS = csv(
  'contact_id,account_id,name',
  'C-1,K-1001,Eva Hansen',
  'C-2,K-2002,Ines Post',
  'C-9,K-1001,Somebody new',
)

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const { importFile } = useImports(database)
  const { put, enter, run, check } = useSources(database)
  const ids = async () => ({
    accounts: (await database.db.account.findMany()).map(({ accountId }) => accountId.replace(/-.{16}$/, '')),
    people: (await database.db.contact.findMany()).map(({ contactId }) => contactId.replace(/-.{16}$/, '')),
  })

  test('a file that still gives an erased customer brings back neither them nor anybody of theirs', async () => {
    await importFile('a.csv', ACCOUNTS)
    await importFile('c.csv', CONTACTS.replace('C-9,K-1001,Somebody new\n', ''))
    await erase(database.db, 'K-1001', { by: 'operator', at })
    const { db } = database
    expect(await importFile('a.csv', ACCOUNTS)).toMatchObject({
      ...{ added: 0, changed: 0, unchanged: 1, erased: 1, rejectedRows: 0 },
    })
    expect(await importFile('c.csv', CONTACTS)).toMatchObject({ added: 0, unchanged: 1, erased: 2 })
    expect(await ids()).toEqual({
      accounts: expect.arrayContaining(['K-2002', 'erased']),
      people: expect.arrayContaining(['C-2', 'erased']),
    })
    expect(JSON.stringify(await db.auditRecord.findMany({ select: { payload: true } }))).not.toMatch(
      /K-1001|Nordwind/,
    )
  })

  test('nor what belongs to them, and a file of theirs alone is refused with the reason', async () => {
    const { db } = database
    const tickets = csv('ticket_id,account_id,opened_at', 'T-1,K-1001,2026-11-01', 'T-2,K-2002,2026-11-01')
    expect(await importFile('t.csv', tickets)).toMatchObject({ added: 1, erased: 1 })
    expect(await db.ticket.findMany()).toMatchObject([{ ticketId: 'T-2' }])
    await expect(importFile('one.csv', csv('account_id,name', 'K-1001,Nordwind'))).rejects.toThrow(
      'all 1 rows of one.csv are of customers who were erased before',
    )
  })

  test('so does a source, which counts them in its run', async () => {
    await put('accounts.csv', ACCOUNTS.replace('Other,sam', 'Other,noor'))
    await enter({
      'sources/crm.yaml':
        'title: CRM\nconnection: exports\ntable: accounts\nfiles: accounts.csv\nselect: SELECT * FROM input\n',
    })
    expect(await check('crm')).toMatchObject({ rows: 1, erased: 1 })
    expect(await run('crm')).toMatchObject({ rows: 1, erased: 1, merged: { changed: 1 } })
    expect(await database.db.sourceRun.findFirst()).toMatchObject({ rows: 1, notes: { erased: 1 } })
    expect((await ids()).accounts).not.toContain('K-1001')
  })

  test('events of an erased customer or user are taken off their sender, counted and not kept', async () => {
    const { db } = database
    const receive = receiver(contextOn(db))
    const event = (messageId: string, more: object) => ({
      ...{ type: 'track', event: 'Trial Started', messageId, timestamp: NOW },
      ...more,
    })
    const events = [
      event('m-1', { userId: 'C-1', properties: { plan: 'gold' } }),
      event('m-2', { userId: 'C-2' }),
      event('m-3', { userId: 'somebody', context: { groupId: 'K-1001' } }),
      { type: 'identify', userId: 'C-1', anonymousId: 'v-1', messageId: 'm-4', timestamp: NOW },
    ]
    const arrival = { events, sentAt: undefined, key: 'app', bytes: 900 }
    expect(await receive(arrival)).toMatchObject({ stored: 1, known: 0, rejected: [], erased: 3 })
    expect(await receive(arrival)).toMatchObject({ stored: 0, known: 1, erased: 3 })
    expect((await db.event.findMany()).map(({ messageId }) => messageId)).toEqual(['m-2'])
    expect(await db.eventSender.count()).toBe(0)
    const counted = await db.eventReject.findMany()
    expect(counted).toHaveLength(3)
    expect(counted[0]).toMatchObject({ reason: 'it is of somebody who was erased', fields: [] })
    expect(JSON.stringify(counted)).not.toMatch(/C-1|K-1001|m-1/)
  })

  test('of an erased id nothing is kept but its digest under a key of the database', async () => {
    const { erasureKey } = await database.db.installation.findUniqueOrThrow({ where: { id: 1 } })
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    const digest = sha256(`${erasureKey}${sha256(`${erasureKey}K-1001`)}`)
    const kept = (await database.db.erasedId.findMany()).map((row) => row.digest)
    expect(kept).toHaveLength(2)
    expect(kept).toContain(digest)
  })
})
