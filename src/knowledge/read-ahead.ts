/** A while after a change, when nobody waits, so many documents at a time; in milliseconds. */
const AFTER = 3000
const EVERY = 10
const AT_A_TIME = 20

/** Has documents read ahead, a few at a time; `read` says whether there are more. It keeps no process alive. */
export function readAheadOf(read: (most: number) => boolean): () => void {
  let isDue = false
  const readLater = (after: number): void => {
    if (isDue) return
    isDue = true
    setTimeout(() => {
      isDue = false
      if (read(AT_A_TIME)) readLater(EVERY)
    }, after).unref()
  }
  return () => readLater(AFTER)
}
