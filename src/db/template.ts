import { createHash } from 'node:crypto'
import { constants, cpSync, existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MIGRATIONS, readMigrations } from './migrations.ts'

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** Where installing leaves what was computed once. */
export const CACHE = join(MODULES, '.cache/dramatis')

/** Tells databases apart that are created by other versions of PGlite or migrated by other migrations. */
export async function digestOfEmpty(): Promise<string> {
  const pglite = await readFile(join(MODULES, '@electric-sql/pglite/package.json'), 'utf8')
  const migrations = JSON.stringify(await readMigrations(MIGRATIONS))
  return createHash('sha256').update(pglite).update(migrations).digest('hex').slice(0, 16)
}

/**
 * The folder of an empty database, created and migrated, that installing made: copying it takes a fraction of the
 * seconds that creating one takes.
 */
const templateFolder = async (cache: string): Promise<string> => join(cache, `pg-${await digestOfEmpty()}`)

/** Makes the template with what creates a database in a folder; once for a version of the program. */
export async function makeTemplate(
  create: (folder: string) => Promise<void>,
  cache: string = CACHE,
): Promise<void> {
  const template = await templateFolder(cache)
  if (existsSync(template)) return
  const part = `${template}.${process.pid}`
  await mkdir(part, { recursive: true, mode: 0o700 })
  try {
    await create(part)
    await rename(part, template)
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
}

/** Copies the template into a folder that is empty. False where there is none that fits, or it can't be copied. */
export async function copyTemplate(into: string, cache: string = CACHE): Promise<boolean> {
  const template = await templateFolder(cache).catch(() => undefined)
  if (template === undefined || !existsSync(template)) return false
  try {
    // At once: what is loaded meanwhile would hold up every single file of a thousand.
    cpSync(template, into, { recursive: true, mode: constants.COPYFILE_FICLONE })
    return true
  } catch {
    await rm(into, { recursive: true, force: true })
    await mkdir(into, { mode: 0o700 })
    return false
  }
}
