import { type Block, type ButtonSpec, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, code, italic, line, type Span } from '#bot/slack/text.ts'
import { BOARD_QUESTIONS, type BoardQuestion, type Check } from '#src/health/check.ts'
import type { Health, Step } from '#src/health/health.ts'
import type { Maturity } from '#src/health/maturity.ts'
import type { Phase } from '#src/health/roadmap.ts'
import { pitfallSpans, pitfallWords } from './health-pitfalls.ts'
import { headOfSymptoms, symptomSpans } from './health-symptoms.ts'
import {
  checkWords,
  LEVELS,
  markOf,
  PHASE_NAMES,
  QUESTION_WORDS,
  STAGES,
  todoOf,
  wayTo,
} from './health-words.ts'
import { personName } from './names.ts'
import { capital, counted } from './reading.ts'
import { emptyKnowledge } from './sentences.ts'

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
    buttons([...stepButtons(next), ...partButtons(health, mayTell)]),
  ]
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
      return [say(...stageParts(health.stages)), say(...levelParts(health.levels))]
    case 'pitfalls':
      return [say(...pitfallParts(health))]
    case 'roadmap':
      return roadmapBlocks(health)
    case 'questions':
      return questionBlocks(health, mayTell)
  }
}

const checkItem = (check: Check): Span[] => [`${markOf(check.met)} ${checkWords(check)}`]

function stageParts(stages: Maturity) {
  const here = STAGES[stages.reached - 1]
  const next = STAGES[stages.reached]
  return [
    line(
      bold(`Model A: stage ${stages.reached} of 4${here ? `, ${here.name.toLowerCase()}` : ''}.`),
      here ? ` ${capital(here.symptom)}.` : '',
    ),
    bullets(stages.levels.slice(0, stages.reached).flat().map(checkItem)),
    ...listed(
      next ? `For ${next.name.toLowerCase()}` : '',
      (stages.levels[stages.reached] ?? []).map(checkItem),
    ),
  ].filter((part) => !('elements' in part) || part.elements.length > 0)
}

function levelParts(levels: Maturity) {
  const here = LEVELS[levels.reached - 1]
  const next = LEVELS[levels.reached]
  return [
    line(
      bold(`Model B: level ${levels.reached} of 4${here ? `, ${here.name.toLowerCase()}` : ''}.`),
      here ? ` ${capital(here.is)}; impact on decisions ${here.impact}; usual in ${here.found}.` : '',
    ),
    bullets(levels.levels.slice(0, levels.reached).flat().map(checkItem)),
    ...listed(
      next ? `For ${next.name.toLowerCase()}` : '',
      (levels.levels[levels.reached] ?? []).map(checkItem),
    ),
  ].filter((part) => !('elements' in part) || part.elements.length > 0)
}

function pitfallParts({ pitfalls, facts }: Health) {
  if (pitfalls.length === 0) return [line(bold('No pitfall found.'), ' Eleven are looked for.')]
  return [
    line(bold(`${counted(pitfalls.length, 'pitfall')}.`), ' Eleven are looked for.'),
    bullets(pitfalls.map((each) => pitfallSpans(each, facts.library))),
  ]
}

function roadmapBlocks({ roadmap: { phases, current, month } }: Health): Block[] {
  const head = month === undefined ? 'Twelve months, from the first entry on.' : `Month ${month} of 12.`
  return [
    say(line(bold(head)), ...phases.flatMap((phase) => phaseParts(phase, phase === current))),
    small('A phase is over once all of it is there, whatever the month.'),
  ]
}

/** What is over, or not begun, in a line; where one stands, in full. */
function phaseParts(phase: Phase, isCurrent: boolean) {
  const { name, result } = PHASE_NAMES[phase.phase]
  const met = phase.checks.filter((check) => check.met).length
  const head = line(
    bold(`${markOf(phase.done)} ${name}, months ${phase.from}–${phase.to}`),
    `: ${met} of ${phase.checks.length}. `,
    italic(`Result: ${result}.`),
  )
  return isCurrent ? [head, bullets(phase.checks.map(checkItem))] : [head]
}

/** What no data can tell, with two buttons each for whoever may say so. */
function questionBlocks({ facts, open }: Health, mayTell: boolean): Block[] {
  const { library, counts } = facts
  const told = BOARD_QUESTIONS.flatMap((question) => {
    const answer = counts.answers.get(question)
    return answer ? [{ question, answer }] : []
  })
  const head =
    open.length === 0
      ? 'Nothing is left to ask: data or the board have told it all.'
      : `${counted(open.length, 'thing')} that no data here can tell.`
  return [
    say(line(bold(head), mayTell ? '' : ' Board members, owners and admins answer them.')),
    ...open.flatMap((question) => [
      say(line(QUESTION_WORDS[question])),
      ...(mayTell ? [buttons(answerButtons(question, undefined))] : []),
    ]),
    ...told.flatMap(({ question, answer: { yes, by } }) => [
      say(
        line(
          `${QUESTION_WORDS[question]} `,
          bold(yes ? 'Yes' : 'No'),
          italic(` (${personName(library, by)})`),
        ),
      ),
      ...(mayTell ? [buttons(answerButtons(question, yes))] : []),
    ]),
  ]
}

const answerButtons = (question: BoardQuestion, now: boolean | undefined): ButtonSpec[] =>
  [true, false]
    .filter((yes) => yes !== now)
    .map((yes) => ({
      text: now === undefined ? (yes ? 'Yes' : 'No') : yes ? 'Change to yes' : 'Change to no',
      action: 'health-answer',
      value: { question, yes },
    }))

export const onlyBoardTells = (): Block[] => [
  say(
    line(
      'Only board members, owners and admins answer for the company here. ',
      code('/persona health'),
      ' shows how it stands.',
    ),
  ),
]
