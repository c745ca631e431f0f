import { describe, expect, test } from 'vitest'
import { connectDatabase } from '#src/db/connect.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { nameKey } from '#src/personas/persona-names.ts'
import { persona, smallCompany } from '#test/support/company.ts'
import { onEngine, onEveryEngine, useDatabase } from '#test/support/database.ts'
import { countRows, importFiles } from '#test/support/knowledge.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  test('whoever asks after a commit is answered from it, over another connection too', async () => {
    const other = connectDatabase(database.url, { poolSize: 2 })
    try {
      const readLibrary = followLibrary(other.db)
      const titles = async () => [...(await readLibrary()).entries.values()].map(({ title }) => title)
      expect(await titles()).toEqual([])
      await importFiles(database.db, smallCompany())
      expect(await titles()).toContain('Owner Ollie')
      const files = {
        'personas/owner-ollie.yaml': { ...smallCompany()['personas/owner-ollie.yaml'], title: 'Boss Ollie' },
      }
      await importFiles(database.db, files)
      expect(await titles()).toContain('Boss Ollie')
      const library = await readLibrary()
      expect(library.index.search('boss').map(({ id }) => id)).toEqual(['persona/owner-ollie'])
      expect(library.personaNames.slugs.has(nameKey('Owner Ollie'))).toBe(true)
      expect(library.evidence.get('interviews')).toMatchObject({ n: 12 })
      expect(library.members.get('mina')).toMatchObject({ name: 'Mina Albrecht' })
    } finally {
      await other.close()
    }
  })

  test('what becomes a draft or is retired is no longer answered from', async () => {
    const readLibrary = followLibrary(database.db)
    const found = async () => (await readLibrary()).index.search('zebra').length
    const retired = (status: string) =>
      importFiles(database.db, { 'personas/zoe.yaml': { ...persona('Zoe', 'A zebra'), status } })
    await retired('hypothesis')
    expect(await found()).toBe(1)
    await retired('draft')
    expect(await found()).toBe(0)
    await retired('hypothesis')
    expect(await found()).toBe(1)
    await retired('retired')
    expect(await found()).toBe(0)
  })
})

onEngine('a server', (engine) => {
  const database = useDatabase(engine)

  describe('imports at the same time', () => {
    test('each takes a sequence number and none loses a version', async () => {
      const imports = Array.from({ length: 8 }, (_, index) =>
        importFiles(database.db, { 'personas/ada.yaml': persona('Ada', `Says ${index}`) }),
      )
      await Promise.all(imports)
      expect(await countRows(database.db)).toMatchObject({ entries: 1, versions: 8, audit: 8, sequence: 8n })
      const versions = await database.db.entryVersion.findMany({ orderBy: { version: 'asc' } })
      expect(versions.map(({ version, sequence }) => [version, sequence])).toEqual(
        Array.from({ length: 8 }, (_, index) => [index + 1, BigInt(index + 1)]),
      )
    })

    test('a reader who has seen a number has seen everything before it', async () => {
      const other = connectDatabase(database.url)
      const readLibrary = followLibrary(other.db)
      let writing = true
      const titles = Array.from({ length: 30 }, (_, index) => `N${index}`)
      const writers = Promise.all(
        titles.map((title) =>
          importFiles(database.db, { [`personas/${title.toLowerCase()}.yaml`]: persona(title) }),
        ),
      )
      const done = writers.finally(() => {
        writing = false
      })
      try {
        while (writing) await seenInOrder(readLibrary, other)
        await done
        const library = await readLibrary()
        expect(titles.filter((title) => library.entries.has(`persona/${title.toLowerCase()}`))).toEqual(
          titles,
        )
      } finally {
        await other.close()
      }
    })
  })
})

/** What the library holds after it was read includes all that was committed before it was read. */
async function seenInOrder(
  readLibrary: ReturnType<typeof followLibrary>,
  { db }: ReturnType<typeof connectDatabase>,
) {
  const committed = await db.entry.findMany({ select: { slug: true } })
  const { entries } = await readLibrary()
  expect(committed.filter(({ slug }) => !entries.has(`persona/${slug}`))).toEqual([])
}
