import { exportFolder } from '#src/knowledge/export-folder.ts'
import type { TerminalCommand } from './command.ts'

export const exportCommand: TerminalCommand = {
  name: 'export',
  asks: 'nothing',
  takes: 'DIR',
  does: 'writes the knowledge base as a folder that an import takes back',
  words: [1, 1],
  async run({ words: [directory = ''] }, { open, print }) {
    const { db, zone } = await open()
    print(`Wrote ${await exportFolder(db, directory, zone)} files to ${directory}.`)
  },
}
