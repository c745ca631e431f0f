import { stemmer } from 'stemmer'
import { readFamilies } from './families.ts'

export { isStopWord } from './stop-words.ts'

const WORD = /[\p{L}\p{M}\p{N}]+/gu
const ASCII_WORD = /[a-z0-9]+/g
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const ASCII = /^[\x20-\x7e\s]*$/
const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** What people shorten when they type, written out, so that "ops lead" is the operations lead; and one spelling of two. */
const SHORT = new Map(
  Object.entries({
    ops: 'operations',
    mgr: 'manager',
    mgmt: 'management',
    dev: 'developer',
    devs: 'developers',
    eng: 'engineering',
    admin: 'administrator',
    admins: 'administrators',
    cust: 'customer',
    mktg: 'marketing',
    biz: 'business',
    reqs: 'requirements',
    docs: 'documents',
    wont: 'will not',
    programme: 'program',
    programmes: 'programs',
    licence: 'license',
    licences: 'licenses',
    centre: 'center',
    centres: 'centers',
  }).map(([short, long]) => [short, long.split(' ')]),
)

/**
 * Lower case, without the accents of Latin letters, so that "Café" is found by "cafe"; other alphabets keep their
 * marks. What is pulled together is taken apart: "won't" is no "won".
 */
const plain = (text: string, isAscii: boolean): string =>
  (isAscii
    ? text
    : text
        .normalize('NFKD')
        .replaceAll(/[\u0300-\u036f]/g, '')
        .replaceAll('\u2019', "'")
        .replaceAll('ß', 'ss')
        .normalize('NFC')
  )
    .toLowerCase()
    .replaceAll(/\b(wo|ca|sha)n't\b/g, 'will not')

/** The words of a text, plain and in order; scripts without spaces are segmented. */
export function wordsOf(text: string): string[] {
  const isAscii = ASCII.test(text)
  const isUnspaced = !isAscii && UNSPACED.test(text)
  const words: string[] = []
  for (const word of plain(text, isAscii).match(isAscii ? ASCII_WORD : WORD) ?? []) {
    const long = SHORT.get(word)
    if (long !== undefined) words.push(...long)
    else if (isUnspaced && UNSPACED.test(word))
      for (const { segment } of segmenter.segment(word)) words.push(segment)
    else words.push(word)
  }
  return words
}

/** Words that a stemmer takes for another: an objective is no objection, and what is important is no import. */
const OWN_STEM = new Set([
  'objective',
  'important',
  'importance',
  'news',
  'customer',
  'marketing',
  'policy',
  'accountant',
  'united',
])

/** Stems are asked for again and again; the vocabulary of a company is small. */
const known = new Map<string, string>()
const MOST_KNOWN = 100_000

/** The stem under which a word is found: "hesitates", "hesitating" → "hesit"; "bought" → "buy". */
export function stemOf(word: string): string {
  const before = known.get(word)
  if (before !== undefined) return before
  families ??= readFamilies(ownStem)
  const own = ownStem(word)
  const stem = families.get(own) ?? own
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(word, stem)
  return stem
}

let families: ReadonlyMap<string, string> | undefined

/** The stem of a word by its letters alone. */
function ownStem(word: string): string {
  const own = OWN_STEM.has(word) ? word : word.replace(/(?:ies|s)$/, (end) => (end === 's' ? '' : 'y'))
  return OWN_STEM.has(own) ? own : /^[a-z]+$/.test(word) ? stemmer(american(word)) : word
}

/** "organisation" and "behaviour" as they are written elsewhere; what else ends so becomes no other word. */
const american = (word: string): string =>
  word.length < 6
    ? word
    : word
        .replace(/is(?=(e|ed|es|er|ers|ing|ation|ations)$)/, 'iz')
        .replace(/our(?=(s|ed|ing|ite|al)?$)/, 'or')

/** Stems of a text, in order, stop words included. */
export const stemsOf = (text: string): string[] => wordsOf(text).map(stemOf)
