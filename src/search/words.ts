import { stemmer } from 'stemmer'

const WORD = /[\p{L}\p{M}\p{N}]+/gu
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
const ASCII = /^[\x20-\x7e\s]*$/
const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** Words that carry no meaning of their own in a question. */
const STOP = new Set(
  `a about again all also am an and any are as at be been but by can could did do does each either ever every for from get gets give go
  had has have he her here him his how i if in into is it its just know let like make many may me mention might mine most much must my no not
  of on one or other our out over own per please raise should show since so some still such tell than that the their them then there these
  they thing think this those though to too under up us very was we were what when where whether which while who whom whose why will
  with would yes yet you your
  s t ll re ve d m don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven can't`.split(
    /\s+/,
  ),
)

export const isStopWord = (word: string): boolean => STOP.has(word)

/** Lower case, without the accents of Latin letters, so that "Café" is found by "cafe"; other alphabets keep their marks. */
const plain = (text: string): string =>
  (ASCII.test(text)
    ? text
    : text
        .normalize('NFKD')
        .replaceAll(/[\u0300-\u036f]/g, '')
        .normalize('NFC')
  ).toLowerCase()

/** The words of a text, plain and in order; scripts without spaces are segmented. */
export function wordsOf(text: string): string[] {
  return (plain(text).match(WORD) ?? []).flatMap((word) =>
    UNSPACED.test(word) ? [...segmenter.segment(word)].map(({ segment }) => segment) : [word],
  )
}

/** Stems are asked for again and again; the vocabulary of a company is small. */
const known = new Map<string, string>()
const MOST_KNOWN = 100_000

/** The stem under which a word is found: "hesitates", "hesitating" → "hesit". */
export function stemOf(word: string): string {
  const before = known.get(word)
  if (before !== undefined) return before
  const stem = /^[a-z]+$/.test(word) ? stemmer(word) : word
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(word, stem)
  return stem
}

/** Stems of a text, in order, stop words included. */
export const stemsOf = (text: string): string[] => wordsOf(text).map(stemOf)
