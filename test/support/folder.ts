import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** What a folder holds: a text, bytes, or something to be written as YAML (of which JSON is a part). */
export type Files = Record<string, string | Uint8Array | object>

/** A folder for the test that asks for it, with these files. */
export async function folderOf(files: Files = {}): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'dramatis-folder-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  await addFiles(directory, files)
  return directory
}

export async function addFiles(directory: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory, name)
    await mkdir(dirname(path), { recursive: true })
    const isText = typeof content === 'string' || content instanceof Uint8Array
    await writeFile(path, isText ? content : JSON.stringify(content))
  }
}
