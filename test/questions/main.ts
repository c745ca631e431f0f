import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { causeOf, UsageError, UserError } from '#src/errors.ts'
import { askingOf, DEMO, libraryOf } from '#test/support/library.ts'
import { askAll } from './ask-all.ts'
import { type Asked, isMiss, measure } from './measure.ts'
import { readQuestions } from './question-set.ts'

const USAGE = 'Usage: npm run -s questions [-- FILE.yaml …] [--content DIR] [--misses]'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Our own sets, over the demo company and over another one. */
const OWN: { content: string; files: string[] }[] = [
  {
    content: DEMO,
    files: ['plain.yaml', 'open.yaml', 'second.yaml', 'third.yaml', 'held-out.yaml'].map(here),
  },
  { content: here('clinic'), files: ['clinic-open.yaml', 'clinic-held-out.yaml'].map(here) },
  { content: here('academy'), files: ['academy-open.yaml', 'academy-held-out.yaml'].map(here) },
  { content: here('growers'), files: ['growers-held-out.yaml'].map(here) },
]

/** What is held out is no help in tuning, so its misses are not shown. */
const isHeldOut = (path: string): boolean => basename(path, '.yaml').endsWith('held-out')

async function main(args: string[]): Promise<void> {
  const { sets, misses } = readArguments(args)
  const isOne = sets.flatMap(({ files }) => files).length === 1
  const all: Asked[] = []
  for (const { content, files } of sets) {
    const asking = askingOf(await libraryOf(content))
    for (const path of files) {
      const asked = askAll(await readQuestions(path, asking.library), asking)
      if (misses || !isHeldOut(path)) for (const each of asked.filter(isMiss)) print(sayMiss(each))
      if (!isOne) print(`${basename(path)} ${JSON.stringify(measure(asked))}`)
      all.push(...asked)
    }
  }
  print(JSON.stringify(measure(all)))
}

function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { content: { type: 'string' }, misses: { type: 'boolean' } },
      allowPositionals: true,
    })
    const { content, misses = false } = values
    if (positionals.length > 0) return { sets: [{ content: content ?? DEMO, files: positionals }], misses }
    const sets = OWN.filter((own) => content === undefined || own.content === resolve(content))
    return { sets, misses }
  } catch (error) {
    const [what] = error instanceof Error ? error.message.split('. ') : []
    throw new UsageError(`${what ?? 'That option is not known'}. ${USAGE}`)
  }
}

const sayMiss = ({ q, expect, got }: Asked): string =>
  [
    q,
    `  expected ${expect.join(' or ') || 'nothing'}`,
    `  got      ${
      got
        .slice(0, 3)
        .map((key) => key ?? 'nothing')
        .join(', ') || 'a list'
    }`,
  ].join('\n')

const print = (text: string): void => void process.stdout.write(`${text}\n`)

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(
    error instanceof UserError ? `${error.message}\n` : `That didn't work: ${causeOf(error)}\n`,
  )
  process.exitCode = error instanceof UsageError ? 2 : 1
}
