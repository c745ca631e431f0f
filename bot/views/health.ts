import { type Block, type ButtonSpec, buttons, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line } from '#bot/slack/text.ts'
import type { Health, Step } from '#src/health/health.ts'
import type { Maturity } from '#src/health/maturity.ts'
import { taggedIn } from '#src/health/symptoms.ts'
import { todoOf, wayTo } from './health-checks.ts'
import { maturityBlocks, roadmapBlocks } from './health-models.ts'
import { pitfallBlocks, pitfallWords } from './health-pitfalls.ts'
import { questionBlocks } from './health-questions.ts'
import { headOfSymptoms, symptomSpans } from './health-symptoms.ts'
import { LEVELS, PHASE_NAMES, STAGES } from './health-words.ts'
import { capital, counted } from './reading.ts'
import { emptyKnowledge } from './sentences.ts'
import { untaggedWords } from './tag-words.ts'

export type HealthPart = 'symptoms' | 'maturity' | 'pitfalls' | 'roadmap' | 'questions'

/** The verdict and the one thing to do next; the rest is behind the buttons. `mayTell`: they may answer for the board. */
export function healthSummary(health: Health, mayTell: boolean): Block[] {
  const { stages, levels, next } = health
  if (health.facts.personas.length === 0) return nothingToTest()
  return [
    say(
      line(bold(verdictWords(health))),
      bullets([
        [maturityWords('Stage', stages, STAGES), '; ', maturityWords('level', levels, LEVELS)],
        [pitfallsWords(health)],
        [roadmapWords(health)],
      ]),
      line(bold('Next: '), `${capital(stepWords(next, health))}${next.do === 'pitfall' ? '' : '.'}`),
    ),
    ...[untaggedWords(untaggedIn(health.facts.counts.customers))].flatMap((words) =>
      words === undefined ? [] : [small(words)],
    ),
    buttons([...stepButtons(next), ...partButtons(health, mayTell)]),
  ]
}

function untaggedIn(customers: ReadonlyMap<string, number>): { n: number; of: number } {
  const { n, of } = taggedIn(customers)
  return { n: of - n, of }
}

const nothingToTest = (): Block[] => [
  say(line(bold('No persona is in use yet: the self-test begins with the first.'))),
  ...emptyKnowledge(),
]

function verdictWords({ verdict, symptoms }: Health): string {
  const present = symptoms.filter((each) => each.present).length
  const unknown = symptoms.filter((each) => each.present === undefined).length
  const of = `${present} of ${symptoms.length} symptoms`
  switch (verdict) {
    case 'documents':
      return `Documents, not an ecosystem: ${of}.`
    case 'open':
      return `It depends: ${of}, and ${counted(unknown, 'that only the board can tell', 'that only the board can tell')}.`
    case 'ecosystem':
      return `Not just documents: ${of}.`
  }
}

const maturityWords = (what: string, { reached, levels }: Maturity, names: { name: string }[]): string =>
  reached === 0
    ? `${what} 0 of ${levels.length}`
    : `${what} ${reached} of ${levels.length}, ${names[reached - 1]?.name.toLowerCase()}`

function pitfallsWords({ pitfalls, facts }: Health): string {
  const [first] = pitfalls
  if (!first) return 'No pitfall found'
  const [what] = pitfallWords(first, facts.library)
  return pitfalls.length === 1 ? `1 pitfall: ${what}` : `${pitfalls.length} pitfalls, first: ${what}`
}

function roadmapWords({ roadmap: { current, month } }: Health): string {
  if (month === undefined) return 'Roadmap: it begins with the first entry'
  if (!current) return 'Roadmap: all three phases are done'
  const met = current.checks.filter((check) => check.met).length
  const late = month > current.to ? `; planned until month ${current.to}` : ''
  return `Roadmap: month ${month}, ${PHASE_NAMES[current.phase].name} ${met} of ${current.checks.length} done${late}`
}

function stepWords(step: Step, { facts }: Health): string {
  switch (step.do) {
    case 'check':
      return step.check.met === undefined ? 'answer what only the board can tell' : todoOf(step.check)
    case 'pitfall':
      return pitfallWords(step.pitfall, facts.library).map(capital).join('. ')
    case 'rhythm':
      return 'keep the rhythm: review monthly, look for the new quarterly, refresh half-yearly'
  }
}

const asking = (text: string, ask: string): ButtonSpec => ({ text, action: 'ask', value: { text: ask } })

function stepButtons(step: Step): ButtonSpec[] {
  const way = step.do === 'check' && step.check.met === false ? wayTo(step.check) : undefined
  return way ? [{ ...asking(way.text, way.ask), style: 'primary' }] : []
}

const PARTS: [HealthPart, string][] = [
  ['symptoms', 'Symptoms'],
  ['maturity', 'Maturity'],
  ['pitfalls', 'Pitfalls'],
  ['roadmap', 'Roadmap'],
]

const partButtons = ({ open }: Health, mayTell: boolean, without?: HealthPart): ButtonSpec[] => [
  ...(mayTell && open.length > 0 && without !== 'questions'
    ? [asking(`Answer ${counted(open.length, 'question')}`, 'health questions')]
    : []),
  ...PARTS.filter(([part]) => part !== without).map(([part, text]) => asking(text, `health ${part}`)),
]

/** One part of it in full. */
export function healthPart(part: HealthPart, health: Health, mayTell: boolean): Block[] {
  if (health.facts.personas.length === 0) return nothingToTest()
  return [...partBlocks(part, health, mayTell), buttons(partButtons(health, mayTell, part))]
}

function partBlocks(part: HealthPart, health: Health, mayTell: boolean): Block[] {
  switch (part) {
    case 'symptoms':
      return [say(headOfSymptoms(health), bullets(health.symptoms.map((each) => symptomSpans(each, health))))]
    case 'maturity':
      return maturityBlocks(health)
    case 'pitfalls':
      return pitfallBlocks(health)
    case 'roadmap':
      return roadmapBlocks(health)
    case 'questions':
      return questionBlocks(health, mayTell)
  }
}
