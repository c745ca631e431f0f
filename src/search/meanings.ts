import type { SearchDocument } from './document.ts'
import { createRoughMeanings } from './rough-meanings.ts'
import { closeness, type Meaning, meaningOf, nearestOf, sideBySide } from './vectors.ts'
import { stemsOf } from './words.ts'

/**
 * How close a document comes to what a question means, whatever words either uses, from about −1 to 1: its closest line, the
 * closest way to ask for it, and the document as a whole; 0 where nothing is known of their words.
 */
export type Nearness = { line: number; asked: number; whole: number }

export const NOT_NEAR: Nearness = { line: 0, asked: 0, whole: 0 }

/** What a document means as a whole, and the meanings of its lines and of the ways to ask for it, side by side. */
type Read = { whole: Meaning | undefined; lines: Int8Array; asked: Int8Array }

/** So many documents that are not read yet are read with a question. */
const WITH_A_QUESTION = 500
/** So many that may be near are looked at closely. */
const LOOKED_AT = 60

/** What documents mean, so that all of them are compared with a question in a moment. */
export function createMeanings() {
  const read = new Map<string, Read>()
  const unread = new Map<string, SearchDocument>()
  const rough = createRoughMeanings()

  const take = (document: SearchDocument): Read => {
    const meaning = readDocument(document)
    unread.delete(document.id)
    read.set(document.id, meaning)
    if (meaning.whole) rough.add(document.id, meaning.whole)
    return meaning
  }

  const readSome = (most: number): void => {
    for (const document of unread.values().take(most)) take(document)
  }

  return {
    /** What a document means is read with a question, unless it was read ahead. */
    put(document: SearchDocument): void {
      unread.set(document.id, document)
    },
    /** Reads so many documents before anybody asks; whether there are more. */
    readAhead(most: number): boolean {
      readSome(most)
      return unread.size > 0
    },
    delete(id: string): void {
      unread.delete(id)
      read.delete(id)
      rough.delete(id)
    },
    nearness(document: SearchDocument, meaning: Meaning): Nearness {
      const { whole, lines, asked } = read.get(document.id) ?? take(document)
      const way = nearestOf(meaning, asked)
      return {
        line: Math.max(way, nearestOf(meaning, lines)),
        asked: way,
        whole: whole ? closeness(meaning, whole) : 0,
      }
    },
    /** The documents that come closest to a meaning as a whole, the closest first, of those that are read by now. */
    nearest(meaning: Meaning, most: number): string[] {
      readSome(WITH_A_QUESTION)
      const exactly = (id: string) => {
        const whole = read.get(id)?.whole
        return { id, close: whole ? closeness(meaning, whole) : 0 }
      }
      return rough
        .nearest(meaning, Math.max(most, LOOKED_AT))
        .map(exactly)
        .sort((a, b) => b.close - a.close)
        .slice(0, most)
        .map(({ id }) => id)
    },
  }
}

function readDocument(document: SearchDocument): Read {
  const { title, names, asked, context, passages } = document
  const lines = [title, ...names, ...passages.map(({ text }) => text)].map(stemsOf)
  const ways = asked.map(stemsOf)
  const others = [context, ...passages.map(({ field }) => field)].flatMap(stemsOf)
  return {
    whole: meaningOf([...lines, ...ways, others].flat()),
    lines: sideBySide(lines.map(meaningOf)),
    asked: sideBySide(ways.map(meaningOf)),
  }
}
