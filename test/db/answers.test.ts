import { describe, expect, test } from 'vitest'
import { findAnswer, keepAnswer, pinned } from '#src/answers/store.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { noteQuestion } from '#src/questions/store.ts'
import { persona, smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { importFiles, NOW } from '#test/support/knowledge.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  test('an answer is shown again from the versions that it was given from', async () => {
    const readLibrary = followLibrary(database.db)
    await importFiles(database.db, { 'personas/ada.yaml': persona('Ada', 'Says one') })
    const given = [...(await readLibrary()).entries.values()]
    const id = await keepAnswer(
      database.db,
      { command: 'persona', args: { view: 'persona', slug: 'ada' }, entries: given, function: 'sales' },
      NOW,
    )
    await importFiles(database.db, { 'personas/ada.yaml': persona('Ada', 'Says another') })
    const library = await readLibrary()
    const again = await findAnswer(database.db, id)
    expect(again).toMatchObject({ command: 'persona', args: { slug: 'ada' } })
    const textOf = (of: typeof library) => JSON.stringify(of.entries.get('persona/ada')?.body)
    expect(textOf(library)).toContain('Says another')
    expect(textOf(pinned(library, again?.entries ?? []))).toContain('Says one')
    expect(await findAnswer(database.db, '00000000-0000-4000-8000-000000000000')).toBeUndefined()
  })

  describe('a question that nothing answers', () => {
    const note = (text: string) =>
      noteQuestion(
        database.db,
        { text, nearest: [], ownerId: undefined, askerId: undefined, function: 'sales' },
        NOW,
      )

    test('is counted, not repeated, however it is spaced and capitalised', async () => {
      for (const text of ['Do we ship to Mars?', '  do we  ship to MARS? ']) await note(text)
      expect(await database.db.openQuestion.findMany()).toMatchObject([
        { text: 'Do we ship to Mars?', times: 2 },
      ])
    })

    test('may be as long as Slack lets it be', async () => {
      const long = `${'経理🙂 & <!channel> '.repeat(2500)}`
      for (const text of [long, long, `${long} more`]) await note(text)
      const kept = await database.db.openQuestion.findMany({
        where: { text: { startsWith: '経理' } },
        orderBy: { times: 'desc' },
      })
      expect(kept.map(({ text, times }) => [text.length, times])).toEqual([
        [long.trim().length, 2],
        [long.length + 5, 1],
      ])
    })
  })

  test('a version of an entry keeps who owned it then', async () => {
    await importFiles(database.db, smallCompany())
    const files = smallCompany()
    files['personas/owner-ollie.yaml'].owner = 'jonas'
    await importFiles(database.db, files)
    const owners = await database.db.entryVersion.findMany({
      where: { entry: { slug: 'owner-ollie' } },
      orderBy: { version: 'asc' },
    })
    expect(owners.map(({ content }) => content)).toMatchObject([{ owner: 'mina' }, { owner: 'jonas' }])
  })
})
