import { type Block, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import { type Adoption, type FunctionUse, LEAST_PEOPLE, type Use } from '#src/adoption/adoption.ts'
import { LEAST_FUNCTIONS } from '#src/health/checks.ts'
import type { Library } from '#src/knowledge/library.ts'
import { functionName } from './names.ts'
import { plainNumber } from './numbers.ts'
import { oneScreen } from './one-screen.ts'
import { counted, firstFew } from './reading.ts'
import { emptyKnowledge } from './sentences.ts'

/** How personas are used: by function, by entry, and never by person. */
export function adoptionView(
  adoption: Adoption,
  trained: { done: number; of: number },
  library: Library,
): Block[] {
  if (adoption.entries.of === 0) return emptyKnowledge()
  return oneScreen([8, 4, 2], (few) => [
    say(
      line(bold(headline(adoption)), barWords(adoption)),
      ...listed('', adoption.functions.map(functionSpans)).slice(1),
    ),
    ...togetherLine(adoption),
    ...trainedLine(trained),
    say(...entryLines(adoption, library, few)),
    small('By function and by entry, never by person. A function of one or two says only whether it asked.'),
    buttons([
      { text: 'Self-test', action: 'ask', value: { text: 'health' } },
      { text: 'Briefs', action: 'ask', value: { text: 'briefs' } },
    ]),
  ])
}

const headline = ({ active, functions }: Adoption): string =>
  functions.length === 0
    ? 'Nobody has a function yet.'
    : `${active} of ${counted(functions.length, 'function')} asked within 30 days.`

const barWords = ({ active }: Adoption): string =>
  active >= LEAST_FUNCTIONS
    ? ` ${LEAST_FUNCTIONS} are the bar for “operational”: you are above it.`
    : ` ${LEAST_FUNCTIONS} are the bar for “operational”.`

function functionSpans({ function: name, people, active, use }: FunctionUse): Span[] {
  if (!use) return [bold(functionName(name)), active ? ': asked' : ': did not ask']
  return [bold(functionName(name)), ` (${people} people): ${useWords(use)}`]
}

function useWords({ questions, briefs, verdicts }: Use): string {
  const incomplete = briefs.all - briefs.complete
  const flagged = incomplete > 0 ? `, ${incomplete} of them incomplete` : ''
  return [
    counted(questions, 'question'),
    ...(briefs.all > 0 ? [`${counted(briefs.all, 'brief')}${flagged}`] : []),
    ...(verdicts.of > 0 ? [`${verdicts.worked} of ${verdicts.of} tries worked`] : []),
  ].join(' · ')
}

const togetherLine = ({ others }: Adoption): Block[] =>
  others ? [small(`The small ones together (${others.people} people): ${useWords(others.use)}`)] : []

/** Among too few it would say who did. */
const trainedLine = ({ done, of }: { done: number; of: number }): Block[] =>
  of >= LEAST_PEOPLE ? [small(`Training: ${done} of ${of} who speak with customers did it`)] : []

function entryLines({ entries: { used, of, unused } }: Adoption, library: Library, few: number) {
  const head = line(bold(`${plainNumber(used)} of ${counted(of, 'entry', 'entries')} used in 90 days.`))
  // Where nothing was used yet, a list of it all says nothing.
  if (unused.length === 0 || used === 0) return [head]
  const spans = ({ kind, slug }: { kind: string; slug: string }): Span[] => {
    const entry = library.entries.get(`${kind}/${slug}`)
    return [`${entry?.title ?? slug} (${kind})`]
  }
  return [head, ...listed('Nobody needed', firstFew(unused, few, spans))]
}

/** One line of it, in Home. */
export const adoptionSpans = ({ active, functions, entries }: Adoption): Span[] => [
  bold(`${active} of ${counted(functions.length, 'function')} asked`),
  ` within 30 days; ${plainNumber(entries.used)} of ${counted(entries.of, 'entry', 'entries')} used in 90`,
]
