import { message } from '#bot/slack/message.ts'
import type { Questions } from '#src/clv/read-questions.ts'
import { fiveQuestions, fourLevers } from './clv-five.ts'
import { CLV_FUNCTIONS, clvFunction } from './clv-function.ts'
import { latenessLines, type Post, type Telling } from './telling.ts'

/** Short in the channel; in the thread the four levers, and what it says to each function. */
export function questionPosts(questions: Questions, telling: Telling): Post[] {
  return [
    { message: message([...latenessLines(telling), ...fiveQuestions(questions, telling)]) },
    { name: 'levers', inThread: true, message: message(fourLevers(questions, telling)) },
    ...CLV_FUNCTIONS.map((team) => ({
      name: team,
      inThread: true,
      message: message(clvFunction(team, questions, telling)),
    })),
  ]
}
