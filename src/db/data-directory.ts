import { access, chmod, constants, mkdir, readdir, stat } from 'node:fs/promises'
import { causeOf, UserError } from '#src/errors.ts'

/** What a directory of ours may hold besides hidden files, before and after it was first used. */
const OURS = ['lock', 'pg', 'socket', 'lost+found']
const PRIVATE = 0o700

/**
 * Makes the directory, for its owner alone: the files of the embedded database are readable by everybody. One that
 * holds something else is left alone, since DATA_DIR may name a home or /tmp by mistake.
 */
export async function prepareDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: PRIVATE })
    const strangers = (await readdir(directory)).filter((name) => !isOurs(name))
    if (strangers.length > 0) throw foreign(directory, strangers)
    const { mode } = await stat(directory)
    if ((mode & 0o777) !== PRIVATE) await chmod(directory, PRIVATE)
    await access(directory, constants.W_OK | constants.X_OK)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(
      `The data directory ${directory} can't be used (${causeOf(error)}): give this user a directory of its own, or name another in DATA_DIR.`,
      { cause: error },
    )
  }
}

function isOurs(name: string): boolean {
  return name.startsWith('.') || name.startsWith('pg.new') || OURS.includes(name)
}

function foreign(directory: string, strangers: string[]): UserError {
  return new UserError(
    `The data directory ${directory} holds other things (${strangers.slice(0, 3).join(', ')}): name an empty directory in DATA_DIR.`,
  )
}
