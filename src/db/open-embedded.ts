import { setTimeout as wait } from 'node:timers/promises'
import { UserError } from '#src/errors.ts'
import { DirectoryInUse, startEmbedded } from './embedded.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { findSocketFolder, socketUrl } from './socket-folder.ts'

export interface OpenOptions {
  /** For `npm start`: to use the database of another process that owns it is not enough. */
  demandOwnership?: boolean
  onLost?: (error: Error) => void
  /** Told whenever the work goes on outside of this thread, which has time for something else meanwhile. */
  onElsewhere?: () => void
  /** How long a statement may take, in milliseconds, before the database is taken for dead. */
  silence?: number
}

interface Place {
  url: string
  owner: boolean
  /** Names of the migrations that this start applied. */
  migrated: string[]
  close(): Promise<void>
}

/** A command that owns the directory for a moment is waited for; a running program is not. */
const OWN_WITHIN_MS = 2_000
/** Long enough for an owner that is just creating the database. */
const JOIN_WITHIN_MS = 30_000

/** Becomes the owner of the data directory, or joins the one that answers on its socket. */
export async function openEmbedded(directory: string, options: OpenOptions): Promise<Place> {
  const deadline = Date.now() + (options.demandOwnership ? OWN_WITHIN_MS : JOIN_WITHIN_MS)
  for (;;) {
    const owned = await own(directory, options, deadline)
    if (owned !== undefined) return owned
    if (!options.demandOwnership) {
      const joined = await join(directory, deadline)
      if (joined !== undefined) return joined
    }
    await wait(100)
  }
}

/** Undefined where another process owns it, until the deadline. */
async function own(directory: string, options: OpenOptions, deadline: number): Promise<Place | undefined> {
  try {
    const { url, created, close } = await startEmbedded(directory, options.onLost, options.onElsewhere)
    return { url, owner: true, migrated: [...created, ...(await migrate(url))], close }
  } catch (error) {
    if (error instanceof DirectoryInUse && Date.now() < deadline) return undefined
    throw error
  }
}

/** Undefined where nobody answers there yet, or the owner is still migrating, until the deadline. */
async function join(directory: string, deadline: number): Promise<Place | undefined> {
  const folder = await findSocketFolder(directory)
  if (folder === undefined) return undefined
  const url = socketUrl(folder)
  const pending = await pendingMigrations(url).catch(() => undefined)
  if (pending?.length === 0) return { url, owner: false, migrated: [], close: async () => {} }
  if (Date.now() < deadline) return undefined
  throw new UserError(
    pending === undefined
      ? `The Dramatis that runs on the data directory ${directory} does not answer: stop it and start it again.`
      : `The Dramatis that runs on the data directory ${directory} is older than this program: start it again.`,
  )
}
