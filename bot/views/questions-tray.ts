import { type Block, type ButtonSpec, buttons, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Question } from '#src/questions/question.ts'
import { functionName, personName } from './names.ts'
import { firstName } from './proposal-text.ts'
import { counted, inWords, quoted } from './reading.ts'

const MOST = 8

/** "2 questions wait for you, Mina.": what was asked of an owner in a week, kept up to date as they answer. */
export function questionsTray(questions: Question[], handle: string, library: Library): Block[] {
  const open = questions.filter(({ outcome }) => outcome.state === 'open')
  const name = firstName(personName(library, handle) ?? handle)
  const done = questions.length - open.length
  if (open.length === 0)
    return [say(line(bold(`Nothing waits for you, ${name}.`), ` ${counted(done, 'question')} answered.`))]
  const more = open.length - MOST
  return [
    say(
      line(
        bold(`${counted(open.length, 'question')} ${open.length === 1 ? 'waits' : 'wait'} for you, ${name}.`),
        ` Nothing verified answers ${open.length === 1 ? 'it' : 'them'}; whoever asked gets your answer.`,
      ),
    ),
    ...open.slice(0, MOST).flatMap(questionBlocks),
    ...(more > 0 ? [small(`… and ${more} more, which come up here as you answer.`)] : []),
    ...(done > 0 ? [small(`${done} answered.`)] : []),
  ]
}

const questionBlocks = (question: Question): Block[] => [
  say(line(quoted(clip(question.text, 300)), ' ', italic(howOften(question)))),
  buttons(questionButtons(question.id)),
]

export const questionButtons = (question: string): ButtonSpec[] => [
  { text: 'Answer', action: 'answer-question', value: { question }, style: 'primary' },
  { text: 'Not for us', action: 'decline-question', value: { question } },
]

/** "asked 3 times, by Sales and Support": functions, never names. */
export function howOften({ times, functions }: Pick<Question, 'times' | 'functions'>): string {
  const who = functions.length > 0 ? `, by ${inWords(functions.map(functionName))}` : ''
  return `asked ${times === 1 ? 'once' : `${times} times`}${who}`
}
