import pLimit from 'p-limit'

/** So many are answered at once; in a rush the others wait, written down, so that acks stay quick. */
const AT_ONCE = 16

/** What is being served or waits for its turn, by the id of its request. */
export function createQueue() {
  const inTurn = pLimit(AT_ONCE)
  const inHand = new Map<Promise<void>, string>()
  return {
    async add(id: string, work: () => Promise<void>): Promise<void> {
      const one = inTurn(work).finally(() => inHand.delete(one))
      inHand.set(one, id)
      await one
    },
    ids: (): string[] => [...inHand.values()],
    /** Resolves when nothing is left. */
    async idle(): Promise<void> {
      while (inHand.size > 0) await Promise.allSettled(inHand.keys())
    },
  }
}
