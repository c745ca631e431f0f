import { expect, test } from 'vitest'
import { writeBack } from '#src/sources/write-back.ts'
import { METHODS } from '#src/tags/tag.ts'
import { readWho } from '#src/tags/who.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { startHubspot } from '#test/support/hubspot.ts'
import { importFiles } from '#test/support/knowledge.ts'
import { startSalesforce } from '#test/support/salesforce.ts'
import { useSources } from './sources.ts'

const ACCOUNTS = `title: Accounts of the CRM
connection: crm
table: accounts
cursor: changed_at
select: |
  SELECT Id AS account_id, Name AS name, Owner.Email AS owner, Persona__c AS persona, AnnualRevenue AS revenue,
    SystemModstamp AS changed_at
  FROM Account WHERE Type = 'Customer'
`
const CONTACTS = `title: Contacts of marketing
connection: marketing
table: contacts
select: SELECT id AS contact_id, associations.companies AS account_id, jobtitle AS title, persona AS persona FROM contacts
`
const accountsOf = (...ids: string[]) =>
  ids.map((id) => ({
    attributes: { type: 'Account' },
    Id: id,
    Name: `Company ${id}`,
    Owner: { Email: 'sam@ferrybell.example' },
    Persona__c: id === 'A' ? 'ops lead' : null,
    AnnualRevenue: 1234.5,
    SystemModstamp: '2026-11-20T10:00:00.000+0000',
  }))

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  const { connections, context, enter, find, run } = useSources(database)

  test('accounts come from Salesforce with their persona, and the next run asks for what changed since', async () => {
    await importFiles(database.db, {
      'personas/ops-lead.yaml': 'title: Ops Lead\nkind: primary\naliases: [ops lead]\n',
    })
    await enter({ 'sources/crm-accounts.yaml': ACCOUNTS })
    const server = await startSalesforce({ records: accountsOf('A', 'B', 'C') })
    connections.set('crm', server.address)
    try {
      expect(await run('crm-accounts')).toMatchObject({ rows: 3, merged: { added: 3 } })
      expect(await database.db.account.findMany({ orderBy: { accountId: 'asc' } })).toMatchObject([
        {
          accountId: 'A',
          persona: 'ops-lead',
          owner: 'sam@ferrybell.example',
          attributes: { revenue: '1234.5' },
        },
        { accountId: 'B', persona: null },
        { accountId: 'C', persona: null },
      ])
      expect(await run('crm-accounts')).toMatchObject({ merged: { added: 0, changed: 0 } })
      expect(server.queries().at(-1)).toContain(
        "WHERE (Type = 'Customer') AND SystemModstamp >= 2026-11-19T10:00:00Z",
      )
    } finally {
      await server.close()
    }
  })

  test('a CRM that dies between two pages leaves nothing half done, and the next run brings all', async () => {
    let broken = true
    const records = accountsOf('A', 'B', 'C', 'D', 'E')
    const server = await startSalesforce({
      records,
      instead: ({ path }) =>
        broken && path.includes('/query/01g')
          ? { status: 400, body: [{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }] }
          : undefined,
    })
    connections.set('crm', server.address)
    try {
      const before = await database.db.account.count()
      await expect(run('crm-accounts')).rejects.toThrow(/invalid query locator/)
      expect(await database.db.account.count()).toBe(before)
      broken = false
      expect(await run('crm-accounts')).toMatchObject({ merged: { added: 2 } })
    } finally {
      await server.close()
    }
  })

  test('contacts come from HubSpot with their company', async () => {
    await enter({ 'sources/hubspot-contacts.yaml': CONTACTS })
    const records = ['1', '2', '3'].map((id) => ({
      id,
      properties: { jobtitle: `Title ${id}`, persona: '' },
    }))
    const server = await startHubspot({ records, companies: { 2: 'A' } })
    connections.set('marketing', server.address)
    try {
      expect(await run('hubspot-contacts')).toMatchObject({ merged: { added: 3 } })
      expect(await database.db.contact.findUnique({ where: { contactId: '2' } })).toMatchObject({
        accountId: 'A',
        title: 'Title 2',
      })
    } finally {
      await server.close()
    }
  })

  test('personas are written back where the field is empty, and what the CRM refuses is said', async () => {
    const file = `${ACCOUNTS}writeBack: {field: Persona__c, values: {ops-lead: Operations}}\n`
    await enter({ 'sources/crm-accounts.yaml': file })
    await database.db.account.updateMany({ data: { persona: 'ops-lead' } })
    await database.db.account.create({ data: { accountId: 'X', name: 'Gone', persona: 'ops-lead' } })
    const records = accountsOf('A', 'B', 'C', 'D', 'E')
    const server = await startSalesforce({ records, refuses: ['C'] })
    connections.set('crm', server.address)
    try {
      const push = async (dry = false) =>
        await writeBack(context(), await find('crm-accounts'), { by: 'operator', dry })
      expect(await push(true)).toMatchObject({ written: 4, kept: 1, gone: 1 })
      expect(records[1]?.Persona__c).toBeNull()
      expect(await push()).toMatchObject({
        written: 3,
        kept: 1,
        refused: [{ id: 'C', reason: 'The record is locked' }],
      })
      expect(records.map(({ Persona__c }) => Persona__c)).toEqual([
        'ops lead',
        'Operations',
        null,
        'Operations',
        'Operations',
      ])
      expect(await push()).toMatchObject({ written: 0, right: 3, kept: 1 })
      expect(await database.db.auditRecord.count({ where: { action: 'personas written back' } })).toBe(1)
    } finally {
      await server.close()
    }
  })

  test('HubSpot is written to as well, and replaced where the source says so', async () => {
    await enter({
      'sources/hubspot-contacts.yaml': `${CONTACTS}writeBack: {field: persona, rule: replace}\n`,
    })
    await database.db.contact.updateMany({ data: { persona: 'ops-lead' } })
    const records = ['1', '2', '3'].map((id) => ({ id, properties: { persona: id === '1' ? 'Other' : '' } }))
    const server = await startHubspot({ records })
    connections.set('marketing', server.address)
    try {
      const source = await find('hubspot-contacts')
      expect(await writeBack(context(), source, { by: 'operator' })).toMatchObject({ written: 3, kept: 0 })
      expect(records.map(({ properties }) => properties.persona)).toEqual([
        'Ops Lead',
        'Ops Lead',
        'Ops Lead',
      ])
    } finally {
      await server.close()
    }
  })

  test('a source that asks for no writing back, or from a place without it, is refused', async () => {
    await enter({ 'sources/crm-accounts.yaml': ACCOUNTS })
    const push = async () => await writeBack(context(), await find('crm-accounts'), { by: 'operator' })
    await expect(push()).rejects.toThrow('has no writeBack')
    await enter({ 'sources/crm-accounts.yaml': `${ACCOUNTS}writeBack: {field: Persona__c}\n` })
    connections.set('crm', '/tmp')
    await expect(push()).rejects.toThrow('only Salesforce and HubSpot')
  })

  test('what Salesforce has in its bin is marked as gone and kept, and is there again once it is restored', async () => {
    await enter({ 'sources/crm-accounts.yaml': ACCOUNTS })
    const records: (ReturnType<typeof accountsOf>[number] & { IsDeleted?: boolean })[] = accountsOf(
      'A',
      'B',
      'C',
    )
    const server = await startSalesforce({ records })
    connections.set('crm', server.address)
    const gone = async () =>
      (await database.db.account.findMany({ where: { goneAt: { not: null } } })).map((row) => row.accountId)
    try {
      await run('crm-accounts')
      for (const record of records.slice(1)) record.IsDeleted = true
      expect(await run('crm-accounts')).toMatchObject({ rows: 1, gone: 2 })
      expect(server.queries().at(-1)).toMatch(/^SELECT .*, IsDeleted FROM Account WHERE/)
      expect((await gone()).toSorted()).toEqual(['B', 'C'])
      expect(await database.db.account.findUnique({ where: { accountId: 'B' } })).toMatchObject({
        name: 'Company B',
      })
      expect(await run('crm-accounts')).toMatchObject({ gone: 0 })
      delete records[1]?.IsDeleted
      expect(await run('crm-accounts')).toMatchObject({ gone: 0, merged: { changed: 1 } })
      expect(await gone()).toEqual(['C'])
    } finally {
      await server.close()
    }
  })

  test('what HubSpot has archived is marked as gone, and who is gone is nobody at the account any more', async () => {
    await enter({ 'sources/hubspot-contacts.yaml': CONTACTS })
    const records = ['1', '2', '3'].map((id) => ({
      id,
      properties: { jobtitle: `Title ${id}`, persona: '' },
    }))
    const server = await startHubspot({ records: records.slice(2), archived: ['1', '2', 'never-seen'] })
    connections.set('marketing', server.address)
    try {
      expect(await run('hubspot-contacts')).toMatchObject({ rows: 1, gone: 2 })
      const who = await readWho(database.db, { subject: 'account', id: 'A' }, METHODS)
      expect(who?.people).toEqual([])
      expect(await database.db.contact.findUnique({ where: { contactId: '2' } })).toMatchObject({
        title: 'Title 2',
      })
    } finally {
      await server.close()
    }
  })
})
