import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { causeOf, UserError } from '#src/errors.ts'
import { listMigrations, MIGRATIONS } from './migrations.ts'
import { copyTemplate, makeTemplate } from './template.ts'

const CHILD = fileURLToPath(new URL('./embedded-init.ts', import.meta.url))
/** The version of PostgreSQL that PGlite embeds. */
const VERSION = '18'

/**
 * The path of PGlite's data in the directory, created and migrated where there are none yet. For the holder of the
 * lock alone.
 */
export async function initialise(
  directory: string,
  onElsewhere: () => void,
): Promise<{ pgdata: string; created: string[] }> {
  const pgdata = join(directory, 'pg')
  if (existsSync(pgdata)) {
    await checkVersion(pgdata)
    return { pgdata, created: [] }
  }
  await create(directory, pgdata, onElsewhere)
  return { pgdata, created: await listMigrations(MIGRATIONS) }
}

/** Under another name until complete, so that a start that is interrupted leaves nothing half made in its place. */
async function create(directory: string, pgdata: string, onElsewhere: () => void) {
  const unfinished = (await readdir(directory)).filter((name) => name.startsWith('pg.new'))
  for (const name of unfinished) await rm(join(directory, name), { recursive: true })
  const made = join(directory, `pg.new-${process.pid}`)
  try {
    await mkdir(made, { mode: 0o700 })
    if (!(await copyTemplate(made))) {
      const creating = createIn(made)
      onElsewhere()
      await creating
    }
    await rename(made, pgdata)
  } catch (error) {
    throw new UserError(`The embedded database can't be created in ${directory} (${causeOf(error)}).`, {
      cause: error,
    })
  }
}

async function createIn(folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [CHILD, folder])
}

/** For installing: the first start copies what this makes. */
export const prepareTemplate = (): Promise<void> => makeTemplate(createIn)

async function checkVersion(pgdata: string) {
  const version = await readFile(join(pgdata, 'PG_VERSION'), 'utf8').catch(() => 'no')
  if (version.trim() === VERSION) return
  throw new UserError(
    `The embedded database in ${pgdata} can't be opened (PG_VERSION is ${version.trim()}, expected ${VERSION}): restore it from a copy, or move it away to start anew.`,
  )
}
