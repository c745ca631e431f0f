import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { NOW, useImports } from './accounts-import.ts'

const DEMO = fileURLToPath(new URL('../../prisma/seed/', import.meta.url))
const CONTACTS = [
  'contact_id,account_id,name,email,title,is_lead,disqualified_on,persona,source',
  'C-1,A-1,Kim,kim@example.com,Head of dispatch,,,ticket type 3,crm',
  'C-2,,,noor@example.com,Owner,yes,2026-10-30,Gus,web',
  'C-3,P-77,,,,true,,,web',
  '',
].join('\n')

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const { importFile } = useImports(database)

  beforeAll(async () => {
    const options = { direct: false, now: Temporal.Instant.from(NOW), zone: 'UTC', actor: 'demo' }
    await importFolder(database.db, DEMO, options)
  })

  test('contacts and leads go in, with the persona that a word of the support team names', async () => {
    expect(await importFile('contacts.csv', CONTACTS)).toMatchObject({
      table: 'contacts',
      added: 3,
      rejectedRows: 0,
    })
    expect(await database.db.contact.findMany({ orderBy: { contactId: 'asc' } })).toMatchObject([
      { contactId: 'C-1', accountId: 'A-1', name: 'Kim', isLead: false, persona: 'carla-operations-lead' },
      {
        contactId: 'C-2',
        isLead: true,
        disqualifiedOn: new Date('2026-10-30'),
        persona: 'gus-november-buyer',
      },
      { contactId: 'C-3', accountId: 'P-77', isLead: true, disqualifiedOn: null, persona: null },
    ])
  })

  test('addresses stay out, also of the attributes and of the list of rejected rows', async () => {
    const rows = `${CONTACTS}C-4,,,secret@example.com,,maybe,,,web\n`
    const imported = await importFile('contacts.csv', rows)
    expect(imported).toMatchObject({ notKept: ['email'], rejectedRows: 1 })
    const stored = await database.db.contact.findMany()
    expect(stored.map(({ email, attributes }) => [email, attributes])).toEqual([
      [null, { source: 'crm' }],
      [null, { source: 'web' }],
      [null, { source: 'web' }],
    ])
    expect(await readFile(imported.rejects, 'utf8')).not.toContain('@')
  })

  test('the same file again changes nothing', async () => {
    const before = await database.db.contact.findMany()
    expect(await importFile('contacts.csv', CONTACTS, undefined, { table: 'contacts' })).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 3,
    })
    expect(await database.db.contact.findMany()).toEqual(before)
  })

  test('rows that do not fit are counted by reason', async () => {
    const imported = await importFile(
      'wrong.csv',
      [
        'contact_id,is_lead,disqualified_on,persona',
        'X-1,true,,Gusto',
        'X-2,false,2026-10-30,',
        'X-3,perhaps,,',
        ',true,,',
        'X-5,true,10/30/2026,',
        'X-6,true,,Gus',
        'X-6,true,,Ola',
        '',
      ].join('\n'),
    )
    expect(imported).toMatchObject({ added: 1, rejectedRows: 6 })
    expect(imported.rejected.map(({ reason }) => reason).toSorted()).toEqual([
      'contact_id is missing',
      'disqualified_on is given for somebody who is no lead: is_lead has to be true',
      expect.stringContaining('disqualified_on is no date'),
      'has the same contact_id as an earlier row',
      'is_lead is neither true nor false',
      expect.stringMatching(/^persona "Gusto" is not known; there are .*carla-operations-lead/),
    ])
  })

  test('a lead can be turned away only where the mapping says who is a lead', async () => {
    const sql = "SELECT 'Y-1' AS contact_id, '2026-10-30' AS disqualified_on FROM input LIMIT 1"
    await expect(importFile('leads.csv', 'a\n1\n', sql)).rejects.toThrow('is_lead has to be true')
  })

  test.each([
    ['has an id that is more than blanks', { contactId: ' ' }, 'contacts_contact_id_given'],
    [
      'is turned away only as a lead',
      { contactId: 'Z', disqualifiedOn: new Date('2026-10-30') },
      'contacts_lead_disqualified',
    ],
    ['has attributes that are an object', { contactId: 'Z', attributes: [] }, 'contacts_attributes_object'],
  ])('a contact %s', async (_rule, data, constraint) => {
    await expect(database.db.contact.create({ data })).rejects.toThrow(constraint)
  })
})
