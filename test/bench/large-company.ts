import { KINDS, MACHINERY } from '#src/knowledge/kinds.ts'
import type { FileEntry, Folder } from '#src/knowledge/read-folder.ts'
import { seeded } from './bench.ts'

const SYLLABLES = 'bar cel dor fen gul hal jin kor lim mos nar pel quo rud sal tor ven wil yar zem'.split(' ')
/** So many of the words of a text are others in each copy. */
const VARIED = 0.35

/** The demo company again and again, with other people, words and names in each, until there are at least so many entries. */
export function largeCompany(folder: Folder, count: number): Folder {
  const random = seeded(11)
  const words = [
    ...new Set(JSON.stringify(folder.entries.map(({ content }) => content.body)).match(/[a-z]{4,}/g)),
  ]
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? ''
  const name = () => pick(SYLLABLES) + pick(SYLLABLES)
  const vary = (text: string) =>
    text.replaceAll(/\p{L}{4,}/gu, (word) => {
      if (random() > VARIED) return word
      return /^\p{Lu}/u.test(word) ? capital(name()) : pick(random() < 0.5 ? words : [name()])
    })
  // What is computed with would no longer be right in other words.
  const told = folder.entries.filter(({ kind }) => !MACHINERY.has(kind))
  const copies = Math.ceil((count - folder.entries.length) / told.length)
  const entries = Array.from({ length: copies }, (_, copy) =>
    told.map((entry) => copyOf(entry, copy + 1, { vary, name })),
  )
  return { ...folder, entries: [...folder.entries, ...entries.flat()] }
}

type Ways = { vary: (text: string) => string; name: () => string }

function copyOf(entry: FileEntry, copy: number, { vary, name }: Ways): FileEntry {
  const slugs = new Set(entry.references.map(({ slug }) => slug))
  const own = () => `${name()}${SYLLABLES[copy % 20]}${SYLLABLES[Math.floor(copy / 20) % 20]}`
  const again = (slug: string) => `${slug}-${copy}`
  const changed = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return key === 'cites' ? value : value.map((item) => changed(item, key))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, changed(inner, field)]))
    if (typeof value !== 'string') return value
    if (slugs.has(value)) return again(value)
    if (['aliases', 'synonyms', 'term'].includes(key)) return `${vary(value)} ${own()}`
    return value.includes(' ') && key !== 'url' ? vary(value) : value
  }
  const kind = KINDS[entry.kind]
  const title = `${capital(own())} · ${vary(entry.content.title)}`
  const { body, names, references } = kind.read(changed(entry.content.body, ''))
  // Nobody has interviewed the people of a copy.
  const status = entry.kind === 'persona' ? ('hypothesis' as const) : entry.content.status
  const content = { ...entry.content, title, status, body }
  return { ...entry, slug: again(entry.slug), content, names: [title, ...names], references }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
