import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isStopWord, stemOf, wordsOf } from '#src/search/words.ts'

/** How often each stem stands in a text that explains something. */
export type Bag = Map<string, number>

type Sense = { id: string; words: string[][]; gloss: string[]; related: string[] }

/** Where a word is told by what it is a kind of, a form of, like, or part of: symbols of WordNet's pointers. */
const TELLING = new Set(['@', '&', '+', '^', '$', '*', '>', '\\'])
const MOST_RELATED = 12
const MOST_OF_EACH = 4
/** The word itself tells more of its sense than a word of its explanation. */
const OWN = 3

/** WordNet's license, which every copy carries. */
export async function readLicense(directory: string): Promise<string[]> {
  const text = await readFile(join(directory, 'data.adv'), 'latin1')
  return text
    .split('\n')
    .filter((line) => /^ {2}\d+ /.test(line))
    .map((line) => line.replace(/^ {2}\d+ /, '').trim())
}

/** Each sense of WordNet that is no name as a bag of stems: its words, its explanation, and the words of related senses. */
export async function readWordNet(directory: string): Promise<Bag[]> {
  const files = await Promise.all(
    [...Object.entries({ n: 'noun', v: 'verb', a: 'adj', r: 'adv' })].map(async ([letter, part]) =>
      (await readFile(join(directory, `data.${part}`), 'latin1'))
        .split('\n')
        .filter((line) => /^\d{8} /.test(line))
        .flatMap((line) => senseOf(line, letter)),
    ),
  )
  const senses = new Map(files.flat().map((sense) => [sense.id, sense]))
  return [...senses.values()].map((sense) => bagOf(sense, senses))
}

function senseOf(line: string, letter: string): Sense[] {
  const [data = '', gloss = ''] = line.split(' | ')
  const fields = data.trim().split(' ')
  const count = Number.parseInt(fields[3] ?? '', 16)
  const words = Array.from({ length: count }, (_, at) => fields[4 + 2 * at] ?? '')
  if (words.every((word) => /^[A-Z]/.test(word))) return []
  const from = 5 + 2 * count
  const pointers = Array.from({ length: Number(fields[from - 1]) }, (_, at) =>
    fields.slice(from + 4 * at, from + 4 * at + 3),
  )
  return [
    {
      id: `${letter}${fields[0]}`,
      words: words.map((word) => contentOf(word.replace(/\(.*\)$/, '').replaceAll('_', ' '))),
      gloss: contentOf(gloss),
      related: pointers.flatMap(([symbol = '', offset = '', part = '']) =>
        TELLING.has(symbol) ? [`${part === 's' ? 'a' : part}${offset}`] : [],
      ),
    },
  ]
}

const contentOf = (text: string): string[] =>
  isStopWord(text)
    ? []
    : wordsOf(text)
        .filter((word) => !isStopWord(word))
        .map(stemOf)

function bagOf({ words, gloss, related }: Sense, senses: ReadonlyMap<string, Sense>): Bag {
  const bag: Bag = new Map()
  const others = related
    .slice(0, MOST_RELATED)
    .flatMap((id) => senses.get(id)?.words.slice(0, MOST_OF_EACH) ?? [])
  for (const word of words) for (const stem of word) add(bag, stem, OWN / word.length)
  for (const stem of gloss) add(bag, stem, 1)
  for (const word of others) for (const stem of word) add(bag, stem, 1 / word.length)
  return bag
}

/** A group of a thesaurus, each phrase of which means what all do. */
export function bagOfGroup(phrases: string[]): Bag {
  const bag: Bag = new Map()
  for (const phrase of phrases.map(contentOf)) for (const stem of phrase) add(bag, stem, 2 / phrase.length)
  return bag
}

export const bagOfText = (text: string): Bag => new Map(contentOf(text).map((stem) => [stem, 1]))

const add = (bag: Bag, stem: string, weight: number) => bag.set(stem, (bag.get(stem) ?? 0) + weight)
