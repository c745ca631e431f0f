import { expect, test } from 'vitest'
import { persona, smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { countRows, importFiles } from '#test/support/knowledge.ts'

const interviews = (n: number) => ({ method: 'interviews', title: 'Interviews', date: '2026-05-31', n })
const survey = { method: 'survey', title: 'Survey', date: '2026-05-31', n: 240 }
const ada = (fields: object = {}) => ({
  ...persona('Ada'),
  status: 'active',
  goals: [{ id: 'g1', text: 'Sleep', cites: ['talks', 'numbers'] }],
  ...fields,
})
const files = (n: number, fields: object = {}) => ({
  'evidence/talks.yaml': interviews(n),
  'evidence/numbers.yaml': survey,
  'personas/ada.yaml': ada(fields),
})

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  async function refusalOf(wrong: Record<string, object | string>): Promise<string> {
    const before = await countRows(database.db)
    const refusal: unknown = await importFiles(database.db, wrong).catch((error: unknown) => error)
    expect(await countRows(database.db)).toEqual(before)
    return refusal instanceof Error ? refusal.message : 'It was imported.'
  }

  test('a persona without the research is refused as active, with what is missing, and is taken as a hypothesis', async () => {
    const without = { 'personas/eva.yaml': 'title: Eva\nkind: primary\nstatus: active\n' }
    expect(await refusalOf(without)).toContain(
      'personas/eva.yaml:3 status: found "active" with 0 of 15 interviews, no quantitative source, ' +
        'expected hypothesis until there are 15 interviews and one quantitative source (survey, crm, cohort, experiment)',
    )
    expect(await refusalOf(files(14))).toContain('with 14 of 15 interviews, one quantitative source')
    expect(await importFiles(database.db, files(14, { status: 'hypothesis' }))).toMatchObject({
      created: ['persona/ada'],
    })
  })

  test('with the fifteenth interview it may become active', async () => {
    expect(await refusalOf({ 'personas/ada.yaml': ada() })).toContain('14 of 15 interviews')
    expect(await importFiles(database.db, files(15))).toMatchObject({ changed: ['persona/ada'] })
  })

  test('an active persona stays so where research is corrected, and can be edited', async () => {
    await importFiles(database.db, { 'evidence/talks.yaml': interviews(13) })
    expect(await importFiles(database.db, files(13, { aliases: ['Lady A'] }))).toMatchObject({
      changed: ['persona/ada'],
    })
  })

  test('a persona that does not fit on one page is refused with the number', async () => {
    const many = Array.from({ length: 8 }, (_, index) => ({ id: `g${index}`, text: 'Sleep' }))
    expect(await refusalOf({ 'personas/eva.yaml': { ...persona('Eva'), goals: many } })).toContain(
      'personas/eva.yaml:1 goals: found 8 claims, expected at most 7 claims a section',
    )
  })

  test('evidence may name a persona that exists, and no other', async () => {
    const note = { method: 'field-note', title: 'Heard', date: '2026-06-01', persona: 'adda' }
    expect(await refusalOf({ 'evidence/note.yaml': note })).toContain(
      'evidence/note.yaml:1 persona: found "adda", expected the slug of a persona, such as ada',
    )
  })

  test('what a note says of its account, stage and place is kept', async () => {
    const about = { persona: 'ada', account: 'Hollerbek', stage: 'renewal', link: 'https://example.com/p1' }
    const note = { method: 'field-note', title: 'Heard', date: '2026-06-01', n: 1, ...about }
    await importFiles(database.db, { 'evidence/note.yaml': note })
    expect(await database.db.evidence.findUnique({ where: { slug: 'note' } })).toMatchObject(about)
    expect(await importFiles(database.db, { 'evidence/note.yaml': note })).toMatchObject({ evidence: [] })
    for (const link of ['javascript:alert(1)', 'file:///etc/passwd', 'nowhere'])
      expect(await refusalOf({ 'evidence/note.yaml': { ...note, link } })).toContain('https:// or http://')
  })

  test.each(['hobbies', 'Pets', 'stock_photo', 'age'])('a persona has no place for %s', async (field) => {
    const wrong = { ...smallCompany(), 'personas/zoe.yaml': { ...persona('Zoe'), [field]: 'x' } }
    expect(await refusalOf(wrong)).toContain(
      `found the unknown field "${field}", expected only what informs a marketing, product or sales decision`,
    )
  })
})
