import { expect, test } from 'vitest'
import { persona, smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { countRows, importFiles } from '#test/support/knowledge.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  /** What an import says that is refused, once it is sure that nothing was written. */
  async function refusalOf(files: Record<string, object | string>): Promise<string> {
    const before = await countRows(database.db)
    const refusal: unknown = await importFiles(database.db, files).catch((error: unknown) => error)
    expect(await countRows(database.db)).toEqual(before)
    if (!(refusal instanceof Error)) throw new Error('The import was not refused.')
    expect(refusal.name).toBe('UserError')
    return refusal.message.replace(/from \S+,/, 'from here,')
  }

  test('of a folder with one mistake nothing is written, neither people nor evidence', async () => {
    const wrong = { ...smallCompany(), 'personas/ada.yaml': { ...persona('Ada'), owner: 'mena' } }
    expect(await refusalOf(wrong)).toBe(
      'Nothing was imported from here, because of one mistake:\n' +
        'personas/ada.yaml:1 owner: found "mena", expected a handle from people.yaml, such as mina',
    )
  })

  test('300 mistakes are all named in one refusal', async () => {
    const wrong = Array.from({ length: 300 }, (_, index) => [
      `personas/p${index}.yaml`,
      { title: `P${index}`, kind: 'main' },
    ])
    const refusal = await refusalOf({ ...smallCompany(), ...Object.fromEntries(wrong) })
    expect(refusal).toContain('because of 300 mistakes:')
    expect(refusal.split('\n')).toHaveLength(301)
  })

  test('files may point to what the knowledge base knows, and to nothing else', async () => {
    await importFiles(database.db, smallCompany())
    const pointing = {
      ...persona('Ada'),
      owner: 'mina',
      goals: [{ id: 'g1', text: 't', cites: ['interviews'] }],
      successor: 'owner-ollie',
    }
    expect(await importFiles(database.db, { 'personas/ada.yaml': pointing })).toMatchObject({
      created: ['persona/ada'],
    })
    expect(
      await refusalOf({ 'personas/eva.yaml': { ...persona('Eva'), successor: 'owner-olli' } }),
    ).toContain(
      'personas/eva.yaml:1 successor: found "owner-olli", expected the slug of a persona, such as owner-ollie',
    )
  })

  test('a name of a persona, an address or a Slack id that is taken is refused before the database would', async () => {
    expect(await refusalOf({ 'personas/eva.yaml': { ...persona('Eva'), aliases: ['smb'] } })).toContain(
      'aliases[0]: found the name "smb", which is owner-ollie\'s, expected a name that no other persona has',
    )
    const people = [{ handle: 'minna', name: 'Minna', email: 'Mina@Example.com' }]
    expect(await refusalOf({ 'people.yaml': { people } })).toContain(
      'people[0].email: found "Mina@Example.com", which is mina\'s',
    )
  })

  test('numbers and dates at the edge of what the database keeps are taken or refused, never a crash', async () => {
    const evidence = (fields: object) => ({
      method: 'survey',
      title: 'Survey',
      date: '2026-01-01',
      ...fields,
    })
    const edge = evidence({
      n: 2_147_483_647,
      date: '0001-01-01',
      groups: { '新規 顧客': 0 },
      quotes: [{ text: '…', group: 'x' }],
    })
    expect(await importFiles(database.db, { 'evidence/edge.yaml': edge })).toMatchObject({
      evidence: ['edge'],
    })
    for (const beyond of [
      { n: 2_147_483_648 },
      { n: 0.5 },
      { date: '+012026-01-01' },
      { groups: { 'a\0b': 1 } },
      { source: '\ud800' },
    ])
      expect(await refusalOf({ 'evidence/beyond.yaml': evidence(beyond) })).toMatch(
        /evidence\/beyond\.yaml:1 \w+.*: found .*, expected (a|text)/,
      )
  })

  test('a field called like something that every object has is an unknown field', async () => {
    const files = {
      'personas/eva.yaml': 'title: Eva\nkind: primary\n__proto__: {polluted: true}\nconstructor: x\n',
    }
    const refusal = await refusalOf(files)
    expect(refusal).toContain('the unknown field "constructor"')
    expect(refusal).toContain('__proto__')
  })
})
