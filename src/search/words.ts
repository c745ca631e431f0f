import { stemmer } from 'stemmer'

const WORD = /[\p{L}\p{M}\p{N}]+/gu
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** Words that carry no meaning of their own in a question. */
const STOP = new Set(
  `a about am an and any are as at be been but by can could did do does for from get give gets has have he her him his how i if in
  into is it its just like make me my of off on or our out she should so some tell than that the their them then there they this to
  up us was we were what when where which who whom whose why will with would you your s t don doesn isn aren`.split(
    /\s+/,
  ),
)

/** Lower case, without the accents of Latin letters, so that "Café" is found by "cafe". */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()

/** The words of a text, plain and in order; scripts without spaces are segmented. */
export function wordsOf(text: string): string[] {
  return (plain(text).match(WORD) ?? []).flatMap((word) =>
    UNSPACED.test(word) ? [...segmenter.segment(word)].map(({ segment }) => segment) : [word],
  )
}

/** The stem under which a word is found: "hesitates", "hesitating" → "hesit". */
export const stemOf = (word: string): string => (/^[a-z]+$/.test(word) ? stemmer(word) : word)

/** Stems of a text, in order, stop words included. */
export const stemsOf = (text: string): string[] => wordsOf(text).map(stemOf)

/** Stems of the words that a question is about. All of them, if it has only stop words. */
export function questionStems(text: string): string[] {
  const words = wordsOf(text)
  const content = words.filter((word) => !STOP.has(word))
  return [...new Set((content.length > 0 ? content : words).map(stemOf))]
}
