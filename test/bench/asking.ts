import MiniSearch from 'minisearch'
import { interpret } from '#bot/commands/index.ts'
import { show } from '#bot/views/shown.ts'
import { connectDatabase, type Database } from '#src/db/connect.ts'
import { migrate } from '#src/db/migrate.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { followLibrary, type Library } from '#src/knowledge/library.ts'
import type { readFolder } from '#src/knowledge/read-folder.ts'
import { searchDocument } from '#src/knowledge/search-document.ts'
import { advanceSequence, lockSequence } from '#src/knowledge/sequence.ts'
import { writeVersions } from '#src/knowledge/store.ts'
import { createCluster } from '#test/support/cluster.ts'
import { askingOf, DEMO } from '#test/support/library.ts'
import { type Bench, type Figure, quantile, seeded } from './bench.ts'
import { largeCompany } from './large-company.ts'

const ENTRIES = 10_000
const QUESTIONS = 240
const EDITS = 200
/** The peer takes half a second a question: every word, short ones too, with all its mistakes and endings. */
const PEER_QUESTIONS = 24

/** Plain questions in the process, beside MiniSearch alone; and one replica's questions after another's edits. */
export const asking: Bench = {
  name: 'asking',
  measures: `plain questions over ${ENTRIES} entries, answered in the process; and after an edit on another replica`,
  async run() {
    const cluster = await createCluster()
    if (cluster === undefined) throw new Error('This needs a PostgreSQL server: apt-get install postgresql.')
    const url = cluster.url('postgres')
    await migrate(url)
    const [one, other] = [connectDatabase(url), connectDatabase(url)]
    try {
      await fill(one.db)
      const began = performance.now()
      const library = await followLibrary(one.db)()
      const built = (performance.now() - began) / 1000
      const first = { figure: 'first question after a start', value: built, unit: 's' }
      return [first, ...inProcess(library), ...(await onTwoReplicas(one.db, other.db, library))]
    } finally {
      await one.close()
      await other.close()
      await cluster.remove()
    }
  },
}

async function fill(db: Database): Promise<void> {
  const adapt = (folder: Awaited<ReturnType<typeof readFolder>>['folder']) => largeCompany(folder, ENTRIES)
  await importFolder(db, DEMO, {
    direct: true,
    now: Temporal.Now.instant(),
    zone: 'UTC',
    actor: 'operator',
    adapt,
  })
}

/** Interprets a question and renders its answer. */
function answerOnce(question: string, library: Library): string {
  const asked = askingOf(library)
  const found = interpret(question, asked)
  const blocks = found.found === 'entry' ? show(found.shown, asked) : found.next
  return JSON.stringify(blocks)
}

function inProcess(library: Library): Figure[] {
  const questions = questionsOver(library)
  const ours = timesOf(questions, (question) => answerOnce(question, library))
  const alone = new MiniSearch({
    fields: ['title', 'names', 'text'],
    searchOptions: { fuzzy: 0.25, prefix: true },
  })
  alone.addAll(
    [...library.entries.values()].map((entry) => {
      const { id, title, names, context, passages } = searchDocument(entry)
      return {
        id,
        title,
        names: names.join('\n'),
        text: [context, ...passages.map(({ text }) => text)].join('\n'),
      }
    }),
  )
  const theirs = timesOf(questions.slice(0, PEER_QUESTIONS), (question) => alone.search(question))
  const peer = 'MiniSearch alone on the same documents'
  return [
    { figure: 'answer p50', value: quantile(ours, 0.5), unit: 'ms', bound: '< 15' },
    { figure: 'answer p99', value: quantile(ours, 0.99), unit: 'ms' },
    { figure: 'MiniSearch p50', value: quantile(theirs, 0.5), unit: 'ms' },
    { figure: 'MiniSearch p99', value: quantile(theirs, 0.99), unit: 'ms' },
    { figure: 'answer ratio', value: quantile(ours, 0.5) / quantile(theirs, 0.5), unit: '×', peer },
  ]
}

function timesOf(questions: string[], ask: (question: string) => unknown): number[] {
  for (const question of questions.slice(0, 6)) ask(question)
  return questions.map((question) => {
    const began = performance.now()
    ask(question)
    return performance.now() - began
  })
}

/** As people ask: some words of a claim, a persona's name with what they want to know of it, an objection. */
function questionsOver({ entries }: Library): string[] {
  const random = seeded(5)
  const all = [...entries.values()]
  const pick = <T>(list: T[]): T | undefined => list[Math.floor(random() * list.length)]
  const personas = all.filter(({ kind }) => kind === 'persona')
  const objections = all.filter(({ kind }) => kind === 'objection')
  const words = (entry: Entry | undefined) =>
    (pick(claimsOf(entry?.body ?? {}))?.text.match(/\p{L}{4,}/gu) ?? []).slice(0, 4).join(' ')
  const name = () => pick(personas)?.title.split(' · ')[0] ?? ''
  const ways = [
    () => `what do we know about ${words(pick(all))}?`,
    () => `what is ${name()} afraid of?`,
    () => `what does ${name()} fear at renewal?`,
    () => `how do I answer ${name()} on "${pick(objections)?.title}"?`,
    () => `who decides about ${words(pick(all))} at a larger customer?`,
    () => `does ${name()} care about zorbification of ${words(pick(personas))}?`,
  ]
  return Array.from({ length: QUESTIONS }, (_, index) => ways[index % ways.length]?.() ?? '')
}

/** After each edit that one replica has committed, the other is asked at once. */
async function onTwoReplicas(one: Database, other: Database, { entries }: Library): Promise<Figure[]> {
  const read = followLibrary(other)
  await read()
  const personas = [...entries.values()].filter((entry) => entry.kind === 'persona').slice(0, EDITS)
  const times: number[] = []
  let seen = 0
  for (const [number, entry] of Array.from(
    { length: EDITS },
    (_, index) => [index, personas[index % personas.length]] as const,
  )) {
    if (!entry) continue
    const mark = `marked${number}`
    await edit(one, entry, mark)
    const began = performance.now()
    const answer = answerOnce(`who wants ${mark}?`, await read())
    times.push(performance.now() - began)
    if (answer.includes(mark)) seen += 1
  }
  return [
    { figure: 'edits seen at once', value: seen / EDITS, unit: 'share', bound: '= 1' },
    { figure: 'answer after an edit p50', value: quantile(times, 0.5), unit: 'ms' },
  ]
}

const versions = new Map<string, number>()

async function edit(db: Database, entry: Entry, mark: string): Promise<void> {
  const { id, kind, slug, title, status, deputies, verifyEvery } = entry
  const version = (versions.get(entryKey(entry)) ?? entry.version) + 1
  versions.set(entryKey(entry), version)
  const body = {
    ...entry.body,
    motives: [{ id: 'm1', text: `She wants ${mark}`, cites: [], audience: 'internal' }],
  }
  const content = { title, status, deputies, verifyEvery, body: body as typeof entry.body }
  await db.$transaction(async (tx) => {
    const sequence = await lockSequence(tx)
    const change = { sequence, at: new Date(), reason: 'edit', authorId: undefined }
    const whose = { ownerId: undefined, verifierId: undefined, verifiedAt: undefined }
    await writeVersions(tx, [{ id, kind, slug, version, content, ...whose }], change)
    await advanceSequence(tx, sequence)
  })
}
