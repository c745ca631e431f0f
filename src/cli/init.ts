import { cp } from 'node:fs/promises'
import { makeEmpty } from '#src/knowledge/export-folder.ts'
import type { TerminalCommand } from './command.ts'

const EXAMPLE = new URL('../../prisma/example/', import.meta.url)

export const init: TerminalCommand = {
  name: 'init',
  asks: 'nothing',
  takes: 'DIR',
  does: 'writes a commented example folder that imports as it is',
  words: [1, 1],
  async run({ words: [directory = ''] }, { print }) {
    await makeEmpty(directory)
    await cp(EXAMPLE, directory, { recursive: true })
    print(`Wrote an example to ${directory}. Change it, then: npm run -s dramatis -- import ${directory}`)
  },
}
