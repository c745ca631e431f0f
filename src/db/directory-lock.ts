import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const SQLITE_BUSY = 5

/**
 * Takes the directory for the life of this process, or returns undefined where another has it. The lock is the
 * kernel's own on an open file, by way of SQLite: it ends with the process however that ends, and a paused process
 * keeps it. Nothing else may open the file, since closing it anywhere in the process would drop the lock.
 */
export function lockDirectory(directory: string): { release(): void } | undefined {
  const file = new DatabaseSync(join(directory, 'lock'))
  try {
    file.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return { release: () => file.close() }
  } catch (error) {
    file.close()
    if (isBusy(error)) return undefined
    throw error
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
