import { SIZE } from './vectors.ts'

/** The first of the numbers say most, and are enough to tell which documents are near at all. */
const ROUGH = SIZE / 4
/** As a whole number a meaning's share is this many times as large: seldom one is more than 1 / 3, which a byte still holds. */
const WHOLE = 360

/** What documents mean as a whole, side by side, so that all of them are compared with a question in a moment. */
export function createMeanings() {
  const places = new Map<string, number>()
  const ids: string[] = []
  const meanings: Float32Array[] = []
  const unread = new Map<string, () => Float32Array | undefined>()
  let rough = new Int8Array(64 * ROUGH)

  const set = (id: string, meaning: Float32Array): void => {
    const place = places.get(id) ?? ids.length
    if ((place + 1) * ROUGH > rough.length) {
      const larger = new Int8Array(rough.length * 2)
      larger.set(rough)
      rough = larger
    }
    rough.set(roughly(meaning), place * ROUGH)
    places.set(id, place)
    ids[place] = id
    meanings[place] = meaning
  }

  const readAll = (): void => {
    for (const [id, read] of unread) {
      const meaning = read()
      if (meaning) set(id, meaning)
    }
    unread.clear()
  }

  return {
    /** What a document means is read with the next question, which nobody asks while a bot starts. */
    put(id: string, read: () => Float32Array | undefined): void {
      unread.set(id, read)
    },
    delete(id: string): void {
      unread.delete(id)
      const place = places.get(id)
      if (place === undefined) return
      const [last, itsMeaning] = [ids.pop() ?? id, meanings.pop()]
      places.delete(id)
      if (last === id || itsMeaning === undefined) return
      rough.copyWithin(place * ROUGH, ids.length * ROUGH, (ids.length + 1) * ROUGH)
      places.set(last, place)
      ids[place] = last
      meanings[place] = itsMeaning
    },
    /** How close a document comes to a meaning as a whole: the cosine. */
    closeness(id: string, meaning: Float32Array): number {
      readAll()
      const own = meanings[places.get(id) ?? -1]
      let sum = 0
      if (own) for (let at = 0; at < SIZE; at += 1) sum += (own[at] ?? 0) * (meaning[at] ?? 0)
      return sum
    },
    /** The documents that come closest to a meaning, the closest first. */
    nearest(meaning: Float32Array, most: number): string[] {
      readAll()
      const sought = roughly(meaning)
      const all = new Int32Array(ids.length)
      for (let place = 0; place < ids.length; place += 1) {
        let sum = 0
        const from = place * ROUGH
        for (let at = 0; at < ROUGH; at += 1) sum += (sought[at] ?? 0) * (rough[from + at] ?? 0)
        all[place] = sum
      }
      return largest(all, most).map((place) => ids[place] ?? '')
    },
  }
}

const roughly = (meaning: Float32Array): Int8Array =>
  Int8Array.from(meaning.subarray(0, ROUGH), (number) =>
    Math.max(-127, Math.min(127, Math.round(number * WHOLE))),
  )

/** The places of the largest numbers, the largest first. */
function largest(all: Int32Array, most: number): number[] {
  const best: number[] = []
  for (let place = 0; place < all.length; place += 1) {
    const close = all[place] ?? 0
    if (best.length === most && close <= (all[best.at(-1) ?? 0] ?? 0)) continue
    const before = best.findIndex((other) => (all[other] ?? 0) < close)
    best.splice(before < 0 ? best.length : before, 0, place)
    if (best.length > most) best.pop()
  }
  return best
}
