import { answer } from '#bot/answer.ts'
import { clip } from '#bot/slack/limits.ts'
import { message } from '#bot/slack/message.ts'
import { nothingToAnswer } from '#bot/views/sentences.ts'
import type { Shortcut } from './shortcut.ts'

/** Of a longer message the beginning is the question. */
const QUESTION_LENGTH = 600

/** Takes a message as a question, for whoever read it; Share puts the answer under that message. */
export const answerWithPersona: Shortcut = {
  name: 'answer_with_persona',
  asks: 'nothing',
  async run({ text, ts, threadTs }, { asker, origin }, ctx) {
    if (text === '') return [{ to: 'asker', message: message(nothingToAnswer()) }]
    const question = {
      text: clip(text, QUESTION_LENGTH),
      asker,
      audience: asker.outsider ? ('customer' as const) : ('internal' as const),
      private: true,
      thread: threadTs ?? ts,
      alone: origin.direct,
    }
    return await answer(question, ctx)
  },
}
