import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '#src/db/connect.ts'
import { exportFolder } from '#src/knowledge/export-folder.ts'
import { isKindName, KINDS } from '#src/knowledge/kinds.ts'
import { folderOf } from './folder.ts'

/** The file of one entry, as an export writes it today. */
export async function exportedEntry(db: Database, key: string): Promise<string> {
  const [kind = '', slug = ''] = key.split('/')
  if (!isKindName(kind)) throw new Error(`There is no kind ${kind}.`)
  const directory = join(await folderOf(), 'exported')
  await exportFolder(db, directory, 'Europe/Berlin')
  return await readFile(join(directory, KINDS[kind].folder, `${slug}.yaml`), 'utf8')
}
