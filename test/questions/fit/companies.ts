import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { claimsOf } from '#src/knowledge/claim.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import { KINDS, type KindName } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { askedAs } from '#src/knowledge/search-document.ts'
import { FUNCTIONS } from '#src/members/member.ts'
import { readPersonaNames } from '#src/personas/persona-names.ts'
import type { SearchDocument } from '#src/search/document.ts'
import { createSearchIndex } from '#src/search/search-index.ts'
import { stemsOf } from '#src/search/words.ts'
import type { Question } from '#test/questions/question-set.ts'

type Line = { field: string; text: string }
type Described = { kind: KindName; title: string; names: string[]; lines: Line[]; questions: string[] }

/** A company to learn from: its entries as they are searched, and questions with the entries that answer them. */
export type Company = { library: Library; documents: SearchDocument[]; questions: Question[] }

/** Reads every company of a folder, one a file; the README beside them says what their lines mean. */
export async function readCompanies(folder: string): Promise<Company[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort()
  return await Promise.all(files.map(async (name) => companyOf(await readFile(join(folder, name), 'utf8'))))
}

function companyOf(text: string): Company {
  const { described, unanswered } = readLines(text)
  const calls = described.filter(({ kind }) => kind === 'persona').map(({ title }) => callOf(title))
  const personas = calls.filter((call) => calls.indexOf(call) === calls.lastIndexOf(call))
  const entries = described.map((each, at) => entryOf(each, at, personas))
  const documents = entries.map(documentOf)
  const index = createSearchIndex()
  index.put(documents)
  index.setSynonyms(entries.filter(({ kind }) => kind === 'vocabulary').map(({ names }) => names))
  const answered = described.flatMap(({ questions }, at) =>
    questions.map((q) => ({ q, expect: entries.slice(at, at + 1).map(entryKey) })),
  )
  return {
    library: {
      entries: new Map(entries.map((entry) => [entryKey(entry), entry])),
      evidence: new Map(),
      members: new Map(),
      index,
      personaNames: readPersonaNames(entries),
      learned: new Map(),
    },
    documents,
    questions: [...answered, ...unanswered.map((q) => ({ q, expect: [] }))],
  }
}

function readLines(text: string): { described: Described[]; unanswered: string[] } {
  const described: Described[] = []
  const unanswered: string[] = []
  for (const line of text.split('\n')) {
    const said = line.slice(2).trim()
    const entry = described.at(-1)
    if (line.startsWith('E ')) described.push(readEntry(said))
    if (line.startsWith('- ')) entry?.lines.push(readLine(said))
    if (line.startsWith('Q ')) entry?.questions.push(said)
    if (line.startsWith('N ')) unanswered.push(said)
  }
  return { described, unanswered }
}

const isKindName = (name: string): name is KindName => name in KINDS

function readEntry(said: string): Described {
  const [kind = '', title = '', ...more] = said.split(' | ')
  if (!isKindName(kind)) throw new Error(`${kind} is no kind of entry`)
  const names = more.flatMap((each) => each.replace(/^also: /, '').split(', '))
  return { kind, title, names, lines: [], questions: [] }
}

function readLine(said: string): Line {
  const [, field = '', text = said] = /^([a-z][a-z /'-]{1,30}): (.*)$/i.exec(said) ?? []
  return { field, text }
}

/** "Mira · Lab Manager" is called Mira, unless another begins so, too. */
const callOf = (title: string): string => title.split(/[ ·,]/)[0] ?? title

/** An entry as the search sees it: no schema has read it, and nobody is shown it. */
function entryOf({ kind, title, names, lines }: Described, at: number, personas: string[]): Entry {
  const named = (text: string) => personas.find((name) => text.split(/[^\p{L}]+/u).includes(name))
  const slugNamed = (text: string) => named(text)?.toLowerCase()
  const claims = lines.map(({ field, text }, line) => ({
    into: fieldOf(kind, field),
    claim: { id: `c${line}`, text, cites: [], audience: 'internal', persona: slugNamed(text) },
  }))
  const team = FUNCTIONS.find((each) => lines.some(({ text }) => text.toLowerCase().includes(each)))
  const body = {
    ...(kind === 'playbook' ? { function: team } : {}),
    ...(kind === 'committee' ? { influences: [] } : {}),
    ...Object.fromEntries(
      Object.entries(Object.groupBy(claims, ({ into }) => into)).map(([field, all = []]) => [
        field,
        all.map(({ claim }) => claim),
      ]),
    ),
    ...(kind === 'journey' || kind === 'vocabulary' ? { persona: slugNamed(title) } : {}),
  }
  const call = callOf(title)
  const slug = kind === 'persona' && personas.includes(call) ? call.toLowerCase() : `${at}`
  return {
    id: `${kind}/${slug}`,
    kind,
    slug,
    title,
    names: [title, ...names],
    formerNames: [],
    status: 'active',
    body,
    deputies: [],
    verifyEvery: 'P180D',
    version: 1,
    since: Temporal.Instant.fromEpochMilliseconds(0),
  } as unknown as Entry
}

/** The field of a kind that people ask for by a word, or else its first. */
function fieldOf(kind: KindName, field: string): string {
  const fields = Object.entries(KINDS[kind].askedBy)
  const stems = stemsOf(field)
  const called = fields.find(([name]) => stemsOf(name).join(' ') === stems.join(' '))
  const asked = fields.find(([name, words]) =>
    stemsOf(`${name} ${words}`).some((stem) => stems.includes(stem)),
  )
  return (called ?? asked ?? fields[0] ?? [field])[0]
}

function documentOf(entry: Entry): SearchDocument {
  const { kind, slug, title, names, body } = entry
  const about = kind === 'persona' ? slug : 'persona' in body ? body.persona : undefined
  const isOfOne = kind === 'persona' || kind === 'journey'
  return {
    id: entryKey(entry),
    kind,
    title,
    names: names.slice(1),
    asked: [],
    context: `${kind} ${KINDS[kind].called}`,
    about: typeof about === 'string' ? [about] : [],
    passages: claimsOf(body).map(({ id, field, text, persona }) => ({
      id,
      field: askedAs(kind, field),
      text,
      about: isOfOne ? undefined : persona,
    })),
  }
}
