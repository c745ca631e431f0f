import { type Block, type ButtonSpec, buttons, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { message } from '#bot/slack/message.ts'
import { bold, bullets, code, italic, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { TeamFunction } from '#src/members/member.ts'
import { isWho, QUESTIONS, type Question } from '#src/training/question.ts'
import { FIRST_WEEK, type Training } from '#src/training/tour.ts'
import { shortName } from './names.ts'
import { firstName } from './proposal-text.ts'
import { counted, inWords, quoted } from './reading.ts'
import { latenessLines, type Post, type Telling } from './telling.ts'
import { thingsToTry } from './welcome.ts'

const KEPT = 'Kept is that you did it, not what you answered.'

/** Once, by direct message: what it is, how long it takes, and two buttons. */
export function trainingOffer(tour: string, telling: Telling): Post[] {
  const { library, scope, run } = telling
  const member = library.members.get(scope)
  const name = member ? firstName(member.name) : ''
  const head =
    tour === FIRST_WEEK
      ? [bold(`Welcome, ${name}. Five minutes and ${QUESTIONS} questions`), ', and you know whom we sell to.']
      : [bold(`Fresh for the quarter, ${name}? ${QUESTIONS} questions`), ' from what our personas say today.']
  return [
    {
      message: message([
        ...byHandLine(telling),
        say(line(...head)),
        buttons(offerButtons(tour, run)),
        small(`You can stop and go on whenever you like. ${KEPT}${lateWords(telling)}`),
      ]),
    },
  ]
}

const isByHand = ({ lateness }: Telling): boolean =>
  lateness?.because === 'by hand' || lateness?.because === 'test'

/** Above it only what explains why it comes at all. */
const byHandLine = (telling: Telling): Block[] =>
  isByHand(telling) ? latenessLines({ ...telling, missed: [] }) : []

/** A welcome doesn't begin with an excuse. */
const lateWords = (telling: Telling): string =>
  telling.lateness && !isByHand(telling) ? ' It comes a little late: that was me, not you.' : ''

const offerButtons = (tour: string, offer: string): ButtonSpec[] => [
  { text: 'Start', action: 'training-start', value: { tour, offer }, style: 'primary' },
  { text: 'No, thanks', action: 'training-decline', value: { tour, offer } },
]

/** In place of an offer that somebody has answered. */
export const offerAnswered = (began: boolean): Block[] => [
  say(
    began
      ? line('You have begun. ', code('/persona training'), ' brings you back to it from anywhere.')
      : line('All right. If you change your mind: ', code('/persona training')),
  ),
]

/** How to ask, before the first question. */
export function trainingIntro(
  { tour }: Pick<Training, 'tour'>,
  library: Library,
  team: TeamFunction | undefined,
): Block[] {
  const tries = thingsToTry(library, team)
  return [
    say(
      line(
        bold('Ask me whenever you speak with a customer'),
        ', in your own words, here or with ',
        code('/persona'),
        '.',
      ),
      line('Try one now, or go straight to the questions:'),
    ),
    buttons([
      { text: 'First question', action: 'training-next', value: { tour }, style: 'primary' },
      ...tries.map(({ text, ask }) => ({ text, action: 'ask', value: { text: ask } })),
    ]),
  ]
}

const LETTERS = ['A', 'B', 'C', 'D']

/** Where a tour stands: what came of the last answer, and the next question or the end. */
export function trainingStep(
  training: Training,
  library: Library,
  last?: { question: Question; choice: number },
): Block[] {
  const { at, questions, state, tour } = training
  const next = state === 'begun' ? questions[at] : undefined
  return [
    ...(last ? [say(...explained(last, library))] : []),
    ...(next ? questionBlocks(next, { tour, at, of: questions.length }, library) : endOf(training)),
  ]
}

/** Whether it was right, what is, and whose word that is. */
function explained({ question, choice }: { question: Question; choice: number }, library: Library) {
  const { right, options, cites, subject } = question
  const isRight = choice === right
  const letter = LETTERS[right] ?? ''
  const sources = cites.flatMap((slug) => library.evidence.get(slug)?.title ?? [])
  const answer = optionText(question, options[right] ?? '', library)
  return [
    line(
      bold(isRight ? '✓ Right. ' : `✗ It is ${letter}. `),
      isWho(question) && subject ? `${answer}: ${quoted(clip(subject, 200))}` : answer,
    ),
    ...(sources.length > 0 ? [line(italic(`From: ${inWords(sources, 3)}`))] : []),
  ]
}

function questionBlocks(
  question: Question,
  { tour, at, of }: { tour: string; at: number; of: number },
  library: Library,
): Block[] {
  const options = question.options.map((option, index): Span[] => [
    bold(`${LETTERS[index]} `),
    optionText(question, option, library),
  ])
  return [
    say(line(bold(`${at + 1} of ${of}. `), ...asked(question, library)), bullets(options)),
    buttons(
      question.options.map((_, choice) => ({
        text: LETTERS[choice] ?? '',
        action: 'training-answer',
        value: { tour, at, choice },
      })),
    ),
  ]
}

const optionText = (question: Question, option: string, library: Library): string =>
  isWho(question) ? shortName(library, option) : option

function asked({ about, persona, subject = '' }: Question, library: Library): Span[] {
  const who = shortName(library, persona)
  switch (about) {
    case 'means':
      return [`${who} says ${quoted(subject)}. What does it mean from ${who}?`]
    case 'ask first':
      return [`${who} says ${quoted(subject)}. What do you ask first?`]
    case 'never say':
      return [`What do you never say to ${who}?`]
    case 'say':
      return [`Which line works with ${who}?`]
    case 'fear':
      return [`What is ${who} afraid of?`]
    case 'decides':
      return [`Without what does ${who} say no?`]
    case 'quote':
      return [`Who says this? ${quoted(subject)}`]
    case 'turn away':
      return [`Whom do you turn away by this sign? ${subject}`]
  }
}

const endOf = ({ state, at }: Training): Block[] =>
  state === 'done'
    ? [
        say(line(bold(`That was it: ${counted(at, 'question')}.`), ' From here on, ask me in the moment.')),
        buttons([
          { text: 'All personas', action: 'ask', value: { text: 'list' } },
          { text: 'Once more, other questions', action: 'ask', value: { text: 'training' } },
        ]),
        small(KEPT),
      ]
    : [say(line('This tour is over. ', code('/persona training'), ' begins another.'))]

export const nothingToTrain = (): Block[] => [
  say(
    line(
      'There is too little written down yet to ask about. Come back when the personas have some evidence.',
    ),
  ),
]
