import { type Block, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, line } from '#bot/slack/text.ts'
import { GUIDING_QUESTIONS, PATTERNS, STRATEGIES } from '#src/evidence/guide.ts'
import { groupsToAsk, intervieweesOf, whomToInterview } from '#src/evidence/interviewees.ts'
import { factsOf, METHOD_NAMES, type MethodFacts } from '#src/evidence/methods.ts'
import { isValidated, LEAST_INTERVIEWS, ownSources, researchOf } from '#src/evidence/research.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import { groupsWords, methodName, moreInterviews, researchWords } from './evidence-words.ts'
import { shortName } from './names.ts'
import { capital, counted, firstFew, inWords, quoted, type Reading } from './reading.ts'

/** How far every persona is: validated, or what is missing. */
export function evidenceOverview(reading: Reading): Block[] {
  const personas = personasInOrder(reading.library)
  const validated = personas.filter((each) => isValidated(each, reading.library.evidence)).length
  return [
    say(
      line(
        bold(
          `${validated} of ${counted(personas.length, 'persona')} ${validated === 1 ? 'is' : 'are'} validated.`,
        ),
      ),
      bullets(
        firstFew(personas, 12, (persona) => [
          bold(shortName(reading.library, persona.slug)),
          ` — ${standingWords(persona, reading)}`,
        ]),
      ),
    ),
    small(`Validated: ${LEAST_INTERVIEWS} interviews and one quantitative source.`),
  ]
}

function standingWords(persona: Entry<'persona'>, { library }: Reading): string {
  const { evidence } = library
  const research = researchOf(persona, evidence)
  if (isValidated(persona, evidence)) return `validated: ${researchWords(research)}`
  const missing = LEAST_INTERVIEWS - research.interviews
  const owed = [
    ...(missing > 0 ? [moreInterviews(missing)] : []),
    ...(research.quantitative === 0 ? ['a quantitative source'] : []),
  ]
  const standing = persona.status === 'active' ? 'no longer validated' : 'hypothesis'
  return owed.length === 0
    ? `${standing}, with the research to become active: ${researchWords(research)}`
    : `${standing}: needs ${inWords(owed)}`
}

/** The five questions of an interview, whom to ask them, and what to listen for. */
export const interviewGuide = (persona: Entry<'persona'> | undefined, { library }: Reading): Block[] => [
  fiveQuestions(persona, library),
  small('One sentence from a call counts too: /persona heard and what they said'),
]

export const fiveQuestions = (persona: Entry<'persona'> | undefined, library: Reading['library']): Block =>
  say(
    line(
      bold(
        `Five questions for every interview${persona ? ` about ${shortName(library, persona.slug)}` : ''}`,
      ),
    ),
    bullets(
      GUIDING_QUESTIONS.map((question) => [quoted(question)]),
      'ordered',
    ),
    ...listed(
      'Listen for, and write down word for word',
      Object.entries(PATTERNS).map(([name, what]) => [bold(`${capital(name)}: `), what]),
    ),
    persona && whomLine(persona, library),
  )

function whomLine(persona: Entry<'persona'>, library: Reading['library']) {
  const { interviews } = researchOf(persona, library.evidence)
  const heard = intervieweesOf(ownSources(persona, library.evidence))
  const whom = whomToInterview(heard, interviews, groupsToAsk(persona.body.kind === 'negative'))
  return whom.size === 0 ? undefined : line(bold('Ask next: '), `${groupsWords(whom)}.`)
}

/** What each method tells, how much of it is enough, what it costs and what it is best for. */
export function methodsTable(): Block[] {
  const cell = (text: string) => ({ type: 'raw_text' as const, text })
  const rows = METHOD_NAMES.map((name) => {
    const { insight, sample, investment, bestFor } = factsOf(name)
    return [capital(methodName(name)), insight, sampleShort(sample), investment, bestFor]
  })
  const head = ['Method', 'Insight', 'Sample', 'Investment', 'Best for']
  return [
    say(
      line(bold(`${METHOD_NAMES.length} ways to find something out`), italic(' · three that agree converge')),
    ),
    { type: 'table', rows: [head, ...rows].map((row) => row.map(cell)) },
  ]
}

const sampleShort = (sample: MethodFacts['sample']): string =>
  typeof sample === 'string' ? { everybody: 'all', varies: 'varies' }[sample] : `${sample.least} or more`

/** The ways to build personas that are known to work: one is chosen, by the customers one has. */
export function researchWays(): Block[] {
  return [
    say(
      line(bold('Four ways to build personas: choose one by the customers that you have')),
      bullets(
        STRATEGIES.map(({ name, when, methods }) => [
          bold(`${name}: `),
          `${when}. `,
          italic(`Start with ${inWords(methods.map(methodName))}.`),
        ]),
      ),
    ),
  ]
}
