import { importFolder } from '#src/knowledge/import-folder.ts'
import type { Imported } from '#src/knowledge/plan-import.ts'
import { sayWarning, warningsOf } from '#src/personas/warnings.ts'
import type { TerminalCommand } from './command.ts'

export const importCommand: TerminalCommand = {
  name: 'import',
  asks: 'import',
  takes: 'DIR [--direct] [--as HANDLE]',
  does: 'imports a knowledge folder',
  words: [1, 1],
  options: ['as'],
  flags: ['direct'],
  async run({ words: [directory = ''], options, flags }, { open, print, remark }) {
    const { db, now, zone, readLibrary } = await open()
    const imported = await importFolder(db, directory, {
      direct: flags.has('direct'),
      now: now(),
      zone,
      actor: options.as ?? 'operator',
    })
    print(sayImported(imported))
    for (const warning of warningsOf(await readLibrary()))
      remark(`Worth a look: ${sayWarning(warning, (slug) => slug)}`)
  },
}

function sayImported({ created, changed, unchanged, evidence, people }: Imported): string {
  if (created.length + changed.length + evidence.length + people.length === 0) {
    return `Nothing changed: all ${unchanged} entries are as in the folder.`
  }
  return `Imported: ${created.length} new entries, ${changed.length} changed, ${unchanged} unchanged; ${evidence.length} pieces of evidence and ${people.length} people new or changed.`
}
