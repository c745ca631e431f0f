import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { causeOf, UserError } from '#src/errors.ts'

const SQLITE_BUSY = 5

/**
 * Takes the directory for the life of this process, or returns undefined where another has it. The lock is the
 * kernel's own on an open file, by way of SQLite: it ends with the process however that ends, and a paused process
 * keeps it. Nothing else may open the file, since closing it anywhere in the process would drop the lock.
 */
export function lockDirectory(directory: string): { release(): void } | undefined {
  try {
    return lockFile(join(directory, 'lock'))
  } catch (error) {
    if (isBusy(error)) return undefined
    throw new UserError(
      `The data directory ${directory} can't be locked (${causeOf(error)}): remove the file lock in it, or see whether this user may write there.`,
      { cause: error },
    )
  }
}

function lockFile(path: string) {
  const file = new DatabaseSync(path)
  try {
    file.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return { release: () => file.close() }
  } catch (error) {
    file.close()
    throw error
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
