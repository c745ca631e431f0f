import { type Meaning, SIZE } from './vectors.ts'

/** Every so many of the numbers are enough to tell what may be near. */
const ROUGHLY = 4
const LENGTH = SIZE / ROUGHLY

/** A part of each document's meaning, side by side, so that all are compared with a question in a moment. */
export function createRoughMeanings() {
  const places = new Map<string, number>()
  const ids: string[] = []
  let all = new Int8Array(64 * LENGTH)
  return {
    /** Takes in a document that is not there yet. */
    add(id: string, meaning: Meaning): void {
      const place = ids.push(id) - 1
      if ((place + 1) * LENGTH > all.length) {
        const larger = new Int8Array(all.length * 2)
        larger.set(all)
        all = larger
      }
      all.set(roughly(meaning), place * LENGTH)
      places.set(id, place)
    },
    delete(id: string): void {
      const place = places.get(id)
      if (place === undefined) return
      const last = ids.pop() ?? id
      places.delete(id)
      if (last === id) return
      all.copyWithin(place * LENGTH, ids.length * LENGTH, (ids.length + 1) * LENGTH)
      places.set(last, place)
      ids[place] = last
    },
    /** The documents that are likely to come closest to a meaning. */
    nearest(meaning: Meaning, most: number): string[] {
      const sought = roughly(meaning)
      const sums = new Int32Array(ids.length)
      for (let place = 0, from = 0; place < ids.length; place += 1, from += LENGTH) {
        let sum = 0
        for (let at = 0; at < LENGTH; at += 1) sum += (sought[at] ?? 0) * (all[from + at] ?? 0)
        sums[place] = sum
      }
      return largest(sums, most).map((place) => ids[place] ?? '')
    },
  }
}

const roughly = (meaning: Meaning): Int8Array =>
  Int8Array.from({ length: LENGTH }, (_, at) => meaning[at * ROUGHLY] ?? 0)

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
