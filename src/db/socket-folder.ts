import { mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The name under which PostgreSQL's clients look for a socket in a folder. */
const SOCKET = '.s.PGSQL.5432'
/** A socket's path is limited to 104 bytes on some systems, to 108 on others. */
const LONGEST_PATH = 100

/**
 * Where the owner of a data directory opens its socket, whatever a dead one left being removed: in the directory, or
 * where its path is too long in a private folder, whose name the file `socket` tells.
 */
export async function makeSocketFolder(directory: string): Promise<string> {
  await removeSocketFolder(directory)
  if (fits(directory)) return directory
  const folder = await mkdtemp(join(tmpdir(), 'dramatis-'))
  await writeFile(join(directory, 'socket'), folder)
  return folder
}

/** For the holder of the directory's lock alone. */
export async function removeSocketFolder(directory: string): Promise<void> {
  const folder = await findSocketFolder(directory)
  if (folder === undefined) return
  await rm(join(folder, SOCKET), { force: true })
  if (folder === directory) return
  await rm(join(directory, 'socket'))
  await rmdir(folder).catch(ignoreMissing)
}

/** Undefined where no owner has opened one. */
export async function findSocketFolder(directory: string): Promise<string | undefined> {
  if (fits(directory)) return directory
  return readFile(join(directory, 'socket'), 'utf8').catch(ignoreMissing)
}

export function socketUrl(folder: string): string {
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`
}

export function socketPath(folder: string): string {
  return join(folder, SOCKET)
}

function fits(folder: string): boolean {
  return Buffer.byteLength(socketPath(folder)) <= LONGEST_PATH
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
