import { beforeAll, beforeEach, expect, test } from 'vitest'
import { seedDemo } from '#prisma/seed-demo.ts'
import type { Context } from '#src/context.ts'
import { receiver } from '#src/signals/receive.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { sweepAll, writeAccount, writeEvents } from '#test/support/happened.ts'
import { contextOn, NOW, useImports } from './accounts-import.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const { importFile } = useImports(database)
  let ctx: Context

  beforeAll(async () => {
    await seedDemo(database.db, Temporal.Instant.from(NOW), 'Europe/Berlin')
    ctx = contextOn(database.db)
  })
  beforeEach(async () => {
    await database.db.alert.deleteMany()
    await database.db.event.deleteMany()
    await database.db.account.deleteMany()
    await sweep()
  })

  const sweep = () => sweepAll(ctx)
  const daysAgo = (days: number) => Temporal.Instant.from(NOW).subtract({ hours: 24 * days })
  const escalations = (account: string, ...days: number[]) =>
    days.map((ago) => ({ account, signal: 'ticket-escalated', at: daysAgo(ago) }))
  const alerts = async () =>
    (await database.db.alert.findMany()).map(({ trigger, accountId, reader }) =>
      [trigger, accountId, reader].join(' '),
    )
  const accountsArrive = (...ids: string[]) =>
    importFile(
      'accounts.csv',
      ['account_id,name,owner', ...ids.map((id) => `${id},Company ${id},jonas`)].join('\n'),
      'SELECT * FROM input',
      { table: 'accounts' },
    )

  test('what happened before an account was known is looked at once the account has arrived, and once alone', async () => {
    await writeEvents(database.db, [...escalations('early', 6, 3, 1), ...escalations('never', 6, 3, 1)])
    await sweep()
    expect(await alerts()).toEqual([])
    await accountsArrive('early')
    await sweep()
    expect(await alerts()).toEqual(['escalations-pile-up early jonas'])
    await accountsArrive('early')
    expect(await sweep()).toMatchObject({ events: 0 })
    expect(await alerts()).toHaveLength(1)
  })

  test('it counts by when it happened: what is long over fires nothing, and stays kept', async () => {
    await writeEvents(database.db, escalations('old', 60, 58, 57))
    await sweep()
    await accountsArrive('old')
    await sweep()
    expect(await alerts()).toEqual([])
    expect(await database.db.event.count()).toBe(3)
  })

  test('an account that was there already is not looked at again', async () => {
    await writeAccount(database.db, { id: 'known' })
    await writeEvents(database.db, escalations('known', 6))
    expect(await sweep()).toMatchObject({ events: 1 })
    await accountsArrive('known', 'another')
    expect(await sweep()).toMatchObject({ events: 0 })
  })

  test('neither is lost what waited for its user to be placed, by the sender or by an import of contacts', async () => {
    const receive = receiver(ctx)
    const sent = (events: unknown[]) => receive({ events, sentAt: undefined, key: 'test', bytes: 100 })
    const escalated = (userId: string, days: number) => ({
      ...{ type: 'track', event: 'Ticket Escalated', userId, messageId: `${userId}-${days}` },
      timestamp: daysAgo(days).toString(),
    })
    await accountsArrive('placed')
    await sent([6, 3, 1].flatMap((days) => [escalated('grouped', days), escalated('contact', days)]))
    await sweep()
    expect(await alerts()).toEqual([])
    await sent([{ type: 'group', userId: 'grouped', groupId: 'placed', messageId: 'g-1' }])
    await sweep()
    expect(await alerts()).toEqual(['escalations-pile-up placed jonas'])
    await accountsArrive('other')
    await importFile('contacts.csv', 'contact_id,account_id\ncontact,other', 'SELECT * FROM input', {
      table: 'contacts',
    })
    await sweep()
    expect((await alerts()).toSorted()).toEqual([
      'escalations-pile-up other jonas',
      'escalations-pile-up placed jonas',
    ])
  })
})
