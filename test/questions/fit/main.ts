import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { causeOf } from '#src/errors.ts'
import { readQuestions } from '#test/questions/question-set.ts'
import { askingOf, DEMO, libraryOf } from '#test/support/library.ts'
import { fitKinds, type Labelled, readLabelled } from './kinds.ts'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

const LISTS = here('../../../src/search/lists')
const WEIGHTS = here('../../../bot/commands/weights.ts')
const LABELLED = here('../kinds.tsv')

/** The sets that may be looked at. What is held out is no help in fitting. */
const SETS: [content: string, files: string[]][] = [
  [DEMO, ['plain', 'open', 'second', 'third']],
  [here('../clinic'), ['clinic-open']],
  [here('../academy'), ['academy-open']],
]

const readSets = async () =>
  await Promise.all(
    SETS.map(async ([content, files]) => {
      const asking = askingOf(await libraryOf(content))
      const sets = await Promise.all(
        files.map((file) => readQuestions(here(`../${file}.yaml`), asking.library)),
      )
      return { asking, questions: sets.flat() }
    }),
  )

/** Ways in which the demo's entries are asked for tell their kinds, too. */
async function askedOfDemo(): Promise<Labelled[]> {
  const { entries } = await libraryOf(DEMO)
  return [...entries.values()].flatMap(({ kind, body }) =>
    'asked' in body ? body.asked.map((question) => ({ kind, question })) : [],
  )
}

async function writeWeights(name: string, weights: Record<string, number>): Promise<void> {
  const text = await readFile(WEIGHTS, 'utf8')
  const lines = Object.entries(weights).map(([sign, weight]) => `  ${sign}: ${Number(weight.toFixed(3))},\n`)
  const written = `export const ${name} = {\n${lines.join('')}}\n`
  await writeFile(WEIGHTS, text.replace(new RegExp(`export const ${name} = \\{[^}]*\\}\\n`), written))
}

/** What is read anew for each part, since the program reads it only once. */
const PARTS: Record<string, (wordNet: string | undefined) => Promise<void>> = {
  async vectors(wordNet) {
    if (wordNet === undefined) throw new Error('--wordnet says where WordNet is')
    const { makeVectors } = await import('./vectors.ts')
    const questions = (await readLabelled(LABELLED)).map(({ question }) => question)
    await makeVectors(wordNet, questions, LISTS)
  },
  async kinds() {
    await fitKinds([...(await readLabelled(LABELLED)), ...(await askedOfDemo())], `${LISTS}/kinds.tsv`)
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

const USAGE = `Usage: npm run -s fit-search -- ${Object.keys(PARTS).join('|')} [--wordnet DIR]`

try {
  const { values, positionals } = parseArgs({
    options: { wordnet: { type: 'string' } },
    allowPositionals: true,
  })
  const part = PARTS[positionals[0] ?? '']
  if (!part) throw new Error(USAGE)
  await part(values.wordnet)
} catch (error) {
  process.stderr.write(`${causeOf(error)}\n`)
  process.exitCode = 2
}
