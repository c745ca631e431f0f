import { expect, test } from 'vitest'
import { interpret } from '#bot/commands/index.ts'
import { message } from '#bot/slack/message.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { show } from '#bot/views/shown.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { persona } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { importFiles } from '#test/support/knowledge.ts'
import { askingOf } from '#test/support/library.ts'

const COUNT = 300

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  test('300 personas come in with one import; each is found by its name, and the list says how many there are', async () => {
    const names = Array.from({ length: COUNT }, (_, n) => `Buyer${n}`)
    const files = names.map((name) => [`personas/${name.toLowerCase()}.yaml`, persona(name)] as const)
    const imported = await importFiles(database.db, Object.fromEntries(files))
    expect(imported.created).toHaveLength(COUNT)
    const asking = askingOf(await followLibrary(database.db)())
    for (const name of names) {
      const found = interpret(name, asking)
      expect(found.found === 'entry' && found.entries[0].title).toBe(name)
      if (found.found === 'entry') expect(plainText(show(found.shown, asking) ?? [])).toContain(name)
    }
    const list = interpret('', asking)
    const said = list.found === 'overview' ? plainText(message(list.blocks).blocks) : ''
    expect(said).toContain('300 personas')
    expect(said).toMatch(/… and \d+ more/)
  })
})
