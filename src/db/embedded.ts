import { UserError } from '#src/errors.ts'
import { prepareDirectory } from './data-directory.ts'
import { lockDirectory } from './directory-lock.ts'
import { keepWorking } from './embedded-thread.ts'
import { initialise } from './initialise.ts'
import { makeSocketFolder, removeSocketFolder, socketUrl } from './socket-folder.ts'

export interface Embedded {
  url: string
  /** Names of the migrations in a database that was just created. */
  created: string[]
  close(): Promise<void>
}

/** Another process owns the data directory. */
export class DirectoryInUse extends UserError {}

/**
 * Becomes the owner of the data directory and serves its database on a socket to this and other processes.
 * `onLost` hears when the database broke down, as it is being started again.
 */
export async function startEmbedded(
  directory: string,
  onLost: (error: Error) => void = () => {},
  onElsewhere: () => void = () => {},
): Promise<Embedded> {
  await prepareDirectory(directory)
  const lock = lockDirectory(directory)
  if (lock === undefined) {
    throw new DirectoryInUse(`Dramatis is already running on the data directory ${directory}: stop it first.`)
  }
  try {
    const { pgdata, created } = await initialise(directory, onElsewhere)
    const socketFolder = await makeSocketFolder(directory)
    const stop = await keepWorking({ pgdata, socketFolder }, onLost, onElsewhere)
    const close = async () => {
      await stop()
      await removeSocketFolder(directory)
      lock.release()
    }
    return { url: socketUrl(socketFolder), created, close }
  } catch (error) {
    lock.release()
    throw error
  }
}
