import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { causeOf, UserError } from '#src/errors.ts'
import { socketPath } from './socket-folder.ts'

/** Where the data are, and the folder of the socket that serves them. */
export interface Place {
  pgdata: string
  socketFolder: string
}

const BEFORE_RESTART_MS = 500

/** Runs the database's thread, and starts it again whenever it breaks down. Returns what stops it. */
export async function keepWorking(
  place: Place,
  onLost: (error: Error) => void,
  onElsewhere: () => void,
): Promise<() => Promise<void>> {
  let stopping = false
  let thread = await firstStart(place, onElsewhere)
  const watch = async () => {
    while (!stopping) {
      try {
        await ended(thread)
        if (stopping) return
      } catch (error) {
        onLost(new Error('the embedded database broke down and is started again', { cause: error }))
      }
      await wait(BEFORE_RESTART_MS)
      await rm(socketPath(place.socketFolder), { force: true })
      thread = launch(place)
    }
  }
  const watching = watch()
  return async () => {
    stopping = true
    thread.postMessage('stop')
    await watching
  }
}

async function firstStart(place: Place, onElsewhere: () => void): Promise<Worker> {
  const thread = launch(place)
  onElsewhere()
  try {
    await Promise.race([
      once(thread, 'message'),
      ended(thread).then(() => Promise.reject(new Error('it ended'))),
    ])
    return thread
  } catch (error) {
    await thread.terminate()
    throw new UserError(
      `The embedded database in ${place.pgdata} can't be opened (${causeOf(error)}): restore it from a copy, or move it away to start anew.`,
      { cause: error },
    )
  }
}

function launch(place: Place): Worker {
  return new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: place, execArgv: [] })
}

/** Rejects where the thread ended by an error. */
async function ended(thread: Worker): Promise<void> {
  await once(thread, 'exit')
}
