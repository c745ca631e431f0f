import { type Block, buttons, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { isInUse, type Library } from '#src/knowledge/library.ts'
import { isWayToAsk } from '#src/questions/learned.ts'
import type { Question } from '#src/questions/question.ts'
import { dayOf } from './freshness.ts'
import { personName, shortName } from './names.ts'
import { firstName } from './proposal-text.ts'
import { counted, quoted } from './reading.ts'

type Told = { question: Question; library: Library; zone: string }

const sentence = (...spans: Span[]): Block[] => [say(line(...spans))]
const nameOf = (library: Library, handle: string): string => personName(library, handle) ?? 'Its owner'

/** To each who asked: what the owner says, as the word of a person. */
export function answerForAsker({ question, library, zone }: Told, entry: Entry | undefined): Block[] {
  const { outcome, text, askedAt } = question
  if (outcome.state !== 'answered') return []
  const who = bold(`${nameOf(library, outcome.by)} answered what you asked on `)
  return [
    say(line(who, dayOf(askedAt, zone), ': ', italic(clip(text, 300))), line(outcome.text)),
    small('Their word, not in the knowledge base yet: for you, not for customers.'),
    ...opening(entry, library),
  ]
}

/** To each who asked, where it is not for us. */
export function declinedForAsker({ question, library, zone }: Told, word: string | undefined): Block[] {
  const { outcome, text, askedAt } = question
  if (outcome.state !== 'not ours') return []
  const name = nameOf(library, outcome.by)
  return [
    say(
      line(bold(`${name} looked at what you asked on `), dayOf(askedAt, zone), ': ', italic(clip(text, 300))),
      line(
        'It is outside of what we keep on our personas, so it stays without an answer here. Thanks for asking.',
      ),
      word === undefined ? undefined : line(`${firstName(name)}: `, word),
    ),
  ]
}

/** To whoever asks the same again. */
export function answeredBefore({ question, library, zone }: Told, entry: Entry | undefined): Block[] {
  const { outcome } = question
  if (outcome.state === 'open') return []
  const who = nameOf(library, outcome.by)
  if (outcome.state === 'not ours')
    return sentence(
      'I have nothing verified on this. ',
      `${who} looked at it on `,
      dayOf(outcome.at, zone),
      ' and found it outside of what we keep on our personas.',
    )
  return [
    say(
      line(bold(`${who} answered this on `), dayOf(outcome.at, zone), ', not in the knowledge base yet:'),
      line(outcome.text),
    ),
    small('The word of one person: for you, not for customers.'),
    ...opening(entry, library),
  ]
}

/** Above an entry that was found by a question like this one: what its owner said to that, in one small line. */
export function answeredAlike({ question, library, zone }: Told): Block[] {
  const { outcome, text } = question
  if (outcome.state !== 'answered') return []
  const who = `${nameOf(library, outcome.by)} on ${quoted(clip(text, 150))}, `
  const said = `: ${quoted(clip(outcome.text, 600))} Their word, not in the knowledge base yet: not for customers.`
  return [small(who, dayOf(outcome.at, zone), said)]
}

function opening(entry: Entry | undefined, library: Library): Block[] {
  if (!entry) return []
  const { kind, slug, title } = entry
  const text = kind === 'persona' ? shortName(library, slug) : title
  const ask = kind === 'persona' ? slug : `${kind} ${title}`
  return [buttons([{ text, action: 'ask', value: { text: ask.slice(0, 300) } }])]
}

/** How many who asked were told, and how many questions that are worded alike were closed with it. */
export type Reached = { askers: number; also: number }

/** To the owner who answered: who has it now, and how it could become part of the knowledge base. */
export function thanksForAnswer(
  { question, library }: Omit<Told, 'zone'>,
  { askers, also }: Reached,
  target: Entry | undefined,
): Block[] {
  const had =
    askers === 0
      ? 'It is kept for whoever asks next'
      : `${counted(askers, 'person has', 'people have')} your answer`
  const whom = also === 0 ? had : `${had}, to ${counted(also, 'other question')} as well`
  if (!target) return sentence(bold('Thanks.'), ` ${whom}.`)
  const { kind, slug, version } = target
  const name = kind === 'persona' ? shortName(library, slug) : target.title
  const learned =
    isInUse(target) && isWayToAsk(question.text)
      ? ` Questions like it find ${kind === 'persona' ? name : quoted(name)} from now on.`
      : ''
  const verified = ' To have your answer verified for everybody:'
  const value = { kind, slug, version, from: { question: question.id } }
  return [
    say(line(bold('Thanks.'), ` ${whom}.`, learned, verified)),
    buttons([{ text: `Propose it for ${name}`, action: 'propose', value }]),
  ]
}

export const declined = ({ askers, also }: Reached): Block[] =>
  sentence(
    `Closed${also === 0 ? '' : `, with ${counted(also, 'other')} like it`}. ${askers === 0 ? 'Nobody waits for it.' : `${counted(askers, 'person hears', 'people hear')} of it.`}`,
  )

export const onlyItsOwner = ({ question, library }: Omit<Told, 'zone'>): Block[] =>
  sentence(
    `Only ${question.owner ? nameOf(library, question.owner) : 'its owner'}, who is asked this, or who stands in can answer it.`,
  )

export const closedAlready = ({ question, library, zone }: Told): Block[] =>
  question.outcome.state === 'open'
    ? []
    : sentence(
        `${nameOf(library, question.outcome.by)} was first, on `,
        dayOf(question.outcome.at, zone),
        ': this question is closed, so nothing was sent.',
      )

export const questionGone = (): Block[] => sentence('This question is no longer here.')

/** In short, for a proposal that comes from an answer. */
export const askedOften = (question: Question): string =>
  `${quoted(clip(question.text, 300))} was asked ${question.times === 1 ? 'once' : `${question.times} times`} and had no verified answer.`

/** Under a field of a form, which stays open. */
export const SAY_ANSWER = 'Say what you know, in a sentence.'
export const CLOSED_BEFORE = 'Somebody has closed this question while you were writing. Close the form.'
