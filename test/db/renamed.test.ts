import { beforeAll, expect, test } from 'vitest'
import { interpret } from '#bot/commands/index.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { show } from '#bot/views/shown.ts'
import { followLibrary, type ReadLibrary } from '#src/knowledge/library.ts'
import { persona, smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { importFiles } from '#test/support/knowledge.ts'
import { askingOf } from '#test/support/library.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let readLibrary: ReadLibrary
  beforeAll(() => {
    readLibrary = followLibrary(database.db)
  })
  const ollie = smallCompany()['personas/owner-ollie.yaml']

  /** What somebody reads and which buttons they get. */
  async function answer(text: string) {
    const asking = askingOf(await readLibrary())
    const found = interpret(text, asking)
    if (found.found !== 'entry') return { found: found.found, said: '', next: [] }
    const said = plainText(show(found.shown, asking) ?? [])
    return { found: found.entries[0].slug, said, next: found.next.map((each) => each.text) }
  }

  test('a renamed persona is found under its old names, and its card says so only then', async () => {
    await importFiles(database.db, smallCompany())
    const renamed = { ...ollie, title: 'Tina · Team Lead', aliases: ['SMB'] }
    await importFiles(database.db, { 'personas/owner-ollie.yaml': renamed })
    expect(await answer('persona a')).toMatchObject({ found: 'owner-ollie' })
    expect((await answer('Persona A')).said).toMatch(/^Formerly Persona A\nTina · Team Lead/)
    expect((await answer('what is Persona A')).said).toContain('Formerly Persona A')
    for (const text of ['tina', 'SMB', 'owner-ollie'])
      expect(await answer(text)).toMatchObject({
        found: 'owner-ollie',
        said: expect.not.stringContaining('Formerly'),
      })
    const row = await database.db.entry.findFirstOrThrow({ where: { slug: 'owner-ollie' } })
    expect(row.formerNames).toEqual(['Owner Ollie', 'Persona A'])
  })

  test('names add up over versions, and one that comes back is no former one', async () => {
    await importFiles(database.db, {
      'personas/owner-ollie.yaml': { ...ollie, title: 'Third', aliases: ['Persona A'] },
    })
    const row = await database.db.entry.findFirstOrThrow({ where: { slug: 'owner-ollie' } })
    expect(row.formerNames).toEqual(['Owner Ollie', 'Tina · Team Lead', 'SMB'])
    expect(await answer('tina')).toMatchObject({
      found: 'owner-ollie',
      said: expect.stringMatching(/^Formerly Tina\n/),
    })
    expect((await readLibrary()).index.search('tina').map(({ id }) => id)).toContain('persona/owner-ollie')
  })

  test('an old name that somebody else goes by now is theirs', async () => {
    await importFiles(database.db, { 'personas/new-tina.yaml': persona('Tina') })
    expect(await answer('tina')).toMatchObject({
      found: 'new-tina',
      said: expect.not.stringContaining('Formerly'),
    })
  })

  test('a retired persona says so and names its successor, also when a question is about it', async () => {
    const retired = { ...persona('Zoe', 'A zebra'), status: 'retired', successor: 'new-tina' }
    await importFiles(database.db, { 'personas/zoe.yaml': retired })
    for (const text of ['zoe', 'what does Zoe want?', 'is zoe afraid of contracts'])
      expect(await answer(text)).toEqual({
        found: 'zoe',
        said: expect.stringMatching(/^Retired on 20 Nov 2026\. Tina took its place\.\nZoe/),
        next: ['Open Tina'],
      })
    await importFiles(database.db, { 'personas/zoe.yaml': { ...retired, successor: undefined } })
    expect((await answer('zoe')).said).toMatch(/^Retired on 20 Nov 2026\. Nobody took its place\./)
  })

  test('what else is retired is found by its name alone, and says so', async () => {
    const { 'objections/too-expensive.yaml': objection, 'playbooks/first-call.yaml': playbook } =
      smallCompany()
    await importFiles(database.db, {
      'objections/too-expensive.yaml': { ...objection, status: 'retired' },
      'playbooks/first-call.yaml': { ...playbook, status: 'retired' },
    })
    for (const text of ['objection too expensive', 'objection Too Expensive?'])
      expect(await answer(text)).toMatchObject({
        found: 'too-expensive',
        said: expect.stringContaining('Retired · '),
      })
    for (const text of ['playbook first call', 'first call'])
      expect(await answer(text)).toMatchObject({
        found: 'first-call',
        said: expect.stringContaining('Retired · '),
      })
    expect((await answer('what if the cost is his own money')).found).not.toBe('too-expensive')
  })
})
