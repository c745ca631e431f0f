import { type Block, type ButtonSpec, buttons, say } from '#bot/slack/blocks.ts'
import { bold, code, italic, line } from '#bot/slack/text.ts'
import { BOARD_QUESTIONS, type BoardQuestion } from '#src/health/check.ts'
import type { Health } from '#src/health/health.ts'
import { QUESTION_WORDS } from './health-words.ts'
import { personName } from './names.ts'
import { counted } from './reading.ts'

/** What no data can tell, with two buttons each for whoever may say so. */
export function questionBlocks({ facts, open }: Health, mayTell: boolean): Block[] {
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
