/** @import { Change } from './types.d.ts' */
/** @import { Door } from './door.js' */
import { DoorError } from './door.js'

const RETRY_MS = 1000

/**
 * Follows the changes of the workspace. Over a lost connection it asks once a second whether the server is back:
 * then it says `connected`, or `locked` if the server is a new one with another token.
 * @param {Door} door
 * @param {{ connected(): void, changed(change: Change): void, lost(): void, locked(): void }} listener
 */
export function follow(door, listener) {
  const source = new EventSource(door.address('/sandbox/api/stream'))
  source.addEventListener('hello', () => listener.connected())
  source.addEventListener('message', (event) => listener.changed(JSON.parse(event.data)))
  source.addEventListener('error', () => {
    source.close()
    listener.lost()
    setTimeout(() => void knock(), RETRY_MS)
  })

  async function knock() {
    try {
      await door.overview()
      follow(door, listener)
    } catch (error) {
      if (error instanceof DoorError && error.status === 401) listener.locked()
      else setTimeout(() => void knock(), RETRY_MS)
    }
  }
}
