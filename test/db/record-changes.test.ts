import { expect, test } from 'vitest'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { importFiles } from '#test/support/knowledge.ts'
import { useImports } from './accounts-import.ts'

const signal = (name: string, keeps: string[]) => ({
  ...{ title: name, family: 'monetary', does: 'changed it', keeps, from: [{ type: 'record', name }] },
})
const SIGNALS = {
  'signals/deal-moved.yaml': signal('deals.stage', ['from', 'to']),
  'signals/package-changed.yaml': signal('accounts.attributes.package', ['to']),
  'signals/nothing.yaml': signal('deals.no_such_column', []),
}

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const { importFile } = useImports(database)
  const events = () => database.db.event.findMany({ orderBy: { accountId: 'asc' } })

  test('what an import changes of a row is a signal, and what it finds as it was, or new, is none', async () => {
    await importFiles(database.db, SIGNALS)
    await importFile(
      'deals.csv',
      'deal_id,account_id,stage,opened_on\nD-1,A-1,pilot,2026-10-01\nD-2,A-2,pilot,2026-10-01\n',
    )
    await importFile('accounts.csv', 'account_id,name,package,city\nA-1,One,plus,Ulm\nA-2,Two,basic,\n')
    expect(await events()).toEqual([])
    const moved =
      'deal_id,account_id,stage,opened_on\nD-1,A-1,offer,2026-10-02\nD-2,A-2,pilot,2026-10-03\nD-3,A-3,pilot,\n'
    await importFile('deals.csv', moved)
    await importFile('accounts.csv', 'account_id,name,package\nA-1,One,plus\nA-2,Zwei,\n')
    expect(await events()).toMatchObject([
      { accountId: 'A-1', signal: 'deal-moved', type: 'record', properties: { from: 'pilot', to: 'offer' } },
      { accountId: 'A-2', signal: 'package-changed', properties: {} },
    ])
    await importFile('deals.csv', moved)
    expect(await events()).toHaveLength(2)
  })

  test('an attribute that a source does not give has not changed', async () => {
    await importFile('accounts.csv', 'account_id,name,city\nA-1,Uno,Bonn\n')
    expect(await events()).toHaveLength(2)
  })

  test('events of a person find their account once the person is imported', async () => {
    const at = new Date('2026-11-20T09:00:00Z')
    const event = { messageId: 'early', type: 'track', name: 'It', userId: 'C-1', at, receivedAt: at }
    await database.db.event.create({ data: event })
    await importFile('contacts.csv', 'contact_id,account_id,is_lead\nC-1,A-9,false\n')
    expect(await events()).toContainEqual(expect.objectContaining({ messageId: 'early', accountId: 'A-9' }))
  })
})
