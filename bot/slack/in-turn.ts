/** What is being done for each key in this process, so that the next one waits for it. */
const last = new Map<string, Promise<unknown>>()

/** Does one thing after the other for the same key, whatever became of the one before. */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const turn = (last.get(key) ?? Promise.resolve()).catch(() => undefined).then(work)
  last.set(key, turn)
  try {
    return await turn
  } finally {
    if (last.get(key) === turn) last.delete(key)
  }
}
