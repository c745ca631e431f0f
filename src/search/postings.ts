import { stemOf } from './words.ts'

/** What a word counts for in each field of a document: its title, its names, its text. */
const BOOSTS = [4, 3, 1]
const FIELDS = BOOSTS.length

/** How soon another occurrence tells little more, how far a longer field is held back, and what an occurrence counts at least. */
const SATURATION = 1.2
const HELD_BACK = 0.7
const AT_LEAST = 0.5

/** The documents that have a stem, by number and ascending; for each of them how often, field by field; and in how many it is in each. */
type Posting = { documents: number[]; counts: number[]; having: number[] }
/** A word as it is written, in how many documents it is, and where it was met last. */
type Word = { posting: Posting; documents: number; lastIn: number; lastField: number }
type Kept = { id: string; lengths: number[] }

export type Postings = ReturnType<typeof createPostings>

/**
 * Which documents have which stems, best first by BM25+ over each field, times the number of terms that a document has.
 * Source of the formula: Lv and Zhai, "Lower-Bounding Term Frequency Normalization", 2011. A document is given as the
 * words of its fields, in the order of what they count for.
 */
export function createPostings() {
  const byStem = new Map<string, Posting>()
  const words = new Map<string, Word>()
  const kept = new Map<number, Kept>()
  const numbers = new Map<string, number>()
  const lengths = BOOSTS.map(() => 0)
  let last = 0

  function wordOf(written: string): Word {
    const known = words.get(written)
    if (known !== undefined) return known
    const stem = stemOf(written)
    const posting = byStem.get(stem) ?? { documents: [], counts: [], having: BOOSTS.map(() => 0) }
    byStem.set(stem, posting)
    const word = { posting, documents: 0, lastIn: 0, lastField: 0 }
    words.set(written, word)
    return word
  }

  /** Counts a field in, and says how many different words it has. */
  function addField(written: string[], number: number, field: number): number {
    let different = 0
    for (const each of written) {
      const word = wordOf(each)
      if (word.lastIn !== number) word.documents += 1
      if (word.lastIn !== number || word.lastField !== field) different += 1
      word.lastIn = number
      word.lastField = field
      count(word.posting, number, field)
    }
    return different
  }

  return {
    size: (): number => kept.size,
    words: (): Iterable<string> => words.keys(),
    /** In how many documents a stem is. */
    having: (stem: string): number => byStem.get(stem)?.documents.length ?? 0,
    hasWord: (written: string): boolean => words.has(written),
    /** Takes in a document that is not there yet. */
    add(id: string, fields: string[][]): void {
      last += 1
      const own = fields.map((written, field) => addField(written, last, field))
      for (const [field, length] of own.entries()) lengths[field] = (lengths[field] ?? 0) + length
      numbers.set(id, last)
      kept.set(last, { id, lengths: own })
    },
    /** Takes out a document that was added with these very words. */
    remove(id: string, fields: string[][]): void {
      const number = numbers.get(id) ?? 0
      for (const [field, length] of kept.get(number)?.lengths.entries() ?? [])
        lengths[field] = (lengths[field] ?? 0) - length
      for (const written of new Set(fields.flat())) {
        const word = wordOf(written)
        forget(word.posting, number)
        word.documents -= 1
        if (word.documents <= 0) words.delete(written)
      }
      numbers.delete(id)
      kept.delete(number)
    },
    /** The ids of the documents that have any of these stems, best first. */
    search(stems: string[]): string[] {
      const found = new Map<number, Sum>()
      for (const stem of stems) addScores(byStem.get(stem), found, kept, lengths)
      return [...found.values()]
        .sort((one, other) => other.score * other.terms - one.score * one.terms)
        .map(({ id }) => id)
    },
  }
}

function count({ documents, counts, having }: Posting, number: number, field: number): void {
  if (documents.at(-1) !== number) {
    documents.push(number)
    for (let each = 0; each < FIELDS; each += 1) counts.push(0)
  }
  const at = counts.length - FIELDS + field
  if (counts[at] === 0) having[field] = (having[field] ?? 0) + 1
  counts[at] = (counts[at] ?? 0) + 1
}

function forget({ documents, counts, having }: Posting, number: number): void {
  const at = documents.indexOf(number)
  if (at < 0) return
  documents.splice(at, 1)
  for (const [field, often] of counts.splice(at * FIELDS, FIELDS).entries())
    if (often > 0) having[field] = (having[field] ?? 0) - 1
}

/** What a document has of the stems that are sought, and how many of them. */
type Sum = { id: string; score: number; terms: number }

/** Adds what a stem counts for in each document that has it. */
function addScores(
  posting: Posting | undefined,
  found: Map<number, Sum>,
  kept: ReadonlyMap<number, Kept>,
  lengths: number[],
): void {
  if (posting === undefined) return
  const { documents, counts, having } = posting
  const rarities = having.map((some) => Math.log(1 + (kept.size - some + 0.5) / (some + 0.5)))
  for (let at = 0; at < documents.length; at += 1) {
    const number = documents[at] ?? 0
    const own = kept.get(number)
    if (own === undefined) continue
    let score = 0
    for (let field = 0; field < FIELDS; field += 1) {
      const often = counts[at * FIELDS + field] ?? 0
      if (often === 0) continue
      const share = ((own.lengths[field] ?? 0) * kept.size) / (lengths[field] ?? 1)
      const held = often + SATURATION * (1 - HELD_BACK + HELD_BACK * share)
      const tells = AT_LEAST + (often * (SATURATION + 1)) / held
      score += (BOOSTS[field] ?? 0) * (rarities[field] ?? 0) * tells
    }
    const sum = found.get(number)
    if (sum === undefined) found.set(number, { id: own.id, score, terms: 1 })
    else {
      sum.score += score
      sum.terms += 1
    }
  }
}
