import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exportFolder } from '#src/knowledge/export-folder.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { readVersion } from '#src/knowledge/store.ts'
import { onEveryEngine, testDatabase, useDatabase } from '#test/support/database.ts'
import { folderOf } from '#test/support/folder.ts'
import { countRows, importFiles, NOW } from '#test/support/knowledge.ts'
import { DEMO } from '#test/support/library.ts'

const OPTIONS = { direct: true, now: NOW, zone: 'America/New_York', actor: 'operator' }

const LONG =
  `${'Она говорит: «ещё раз», & <b>*жирно*</b> _так_ ~ `код` — 経理部長は何を重視しますか。 \n'.repeat(120)}`
    .slice(0, 10_000)
    .trim()

const TEXTS = [
  'no',
  'null',
  '1e3',
  '2026-05-31',
  '- a list',
  '# a comment',
  'a: b',
  '"quoted"',
  "it's",
  '{}',
  '[x]',
  '&a *a !b %c @d `e`',
  '|',
  'two\nlines',
  'two\n\nparagraphs\n  indented',
  'tab\there',
  '<!channel> <@U123> *bold* _it_ ~no~ `code` & < >',
  '\u0085next \u2028line\u2029 \u200bzero \ufeffbom',
  '👩‍👩‍👧‍👦 family',
  'مرحبا بالعالم',
  'שלום',
  'e\u0301 combining',
  LONG,
]

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  describe('what is exported is taken back without a change', () => {
    test('the demo company', async () => {
      await importFolder(database.db, DEMO, OPTIONS)
      const before = await countRows(database.db)
      const directory = await folderOf()
      expect(await exportFolder(database.db, directory, OPTIONS.zone)).toBe(
        before.entries + before.evidence + 1,
      )
      expect(await importFolder(database.db, directory, { ...OPTIONS, direct: false })).toEqual({
        created: [],
        changed: [],
        unchanged: before.entries,
        evidence: [],
        people: [],
      })
      expect(await countRows(database.db)).toEqual(before)
    })

    test('into another database, where it exports to the very same files', async () => {
      const other = await testDatabase(engine)
      const [first, second] = [await folderOf(), await folderOf()]
      try {
        await exportFolder(database.db, first, OPTIONS.zone)
        await importFolder(other.db, first, OPTIONS)
        await exportFolder(other.db, second, OPTIONS.zone)
      } finally {
        await other.close()
      }
      for (const name of [
        'people.yaml',
        'personas/carla-operations-lead.yaml',
        'evidence/interviews-carla.yaml',
      ])
        expect(await readFile(join(second, name), 'utf8')).toBe(await readFile(join(first, name), 'utf8'))
    })

    test('texts of any alphabet, with whatever YAML or Slack would take for something else', async () => {
      const say = TEXTS.map((text, index) => ({ id: `s${index}`, text }))
      const files = {
        'personas/größe.経理.yaml': {
          title: '経理部長 <!here> & Söhne',
          kind: 'primary',
          aliases: ['مالك', 'Größe'],
        },
        'objections/zu-teuer.高い.yaml': { title: '高い <!here> & zu teuer', say },
      }
      await importFiles(database.db, files)
      const directory = await folderOf()
      await exportFolder(database.db, directory, OPTIONS.zone)
      expect(await importFolder(database.db, directory, OPTIONS)).toMatchObject({ created: [], changed: [] })
      const kept = await readVersion(database.db, { kind: 'objection', slug: 'zu-teuer.高い', version: 1 })
      expect(kept?.body).toMatchObject({ say: say.map(({ id, text }) => ({ id, text: text.trim() })) })
    })
  })

  test('an export overwrites nothing', async () => {
    const directory = await folderOf({ 'notes.txt': 'mine' })
    await expect(exportFolder(database.db, directory, 'UTC')).rejects.toThrow(
      'is not empty; name a new folder',
    )
    await expect(exportFolder(database.db, join(directory, 'notes.txt'), 'UTC')).rejects.toThrow(
      "can't be written to",
    )
  })
})

test('an empty knowledge base exports to an empty folder', async () => {
  const { db, close } = await testDatabase('PGlite')
  try {
    expect(await exportFolder(db, join(await folderOf(), 'new/folder'), 'UTC')).toBe(0)
  } finally {
    await close()
  }
})
