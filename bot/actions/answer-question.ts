import { z } from 'zod'
import {
  answerQuestion as answerModal,
  declineQuestion as declineModal,
} from '#bot/modals/answer-question.ts'
import { message } from '#bot/slack/message.ts'
import { trayOf } from '#bot/slack/tray.ts'
import type { QuestionFacts } from '#bot/views/question-forms.ts'
import * as notes from '#bot/views/question-notes.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import type { Library } from '#src/knowledge/library.ts'
import { mayAnswer } from '#src/questions/answer-question.ts'
import type { Question } from '#src/questions/question.ts'
import { readQuestion } from '#src/questions/store.ts'
import { waitingAlike } from '#src/questions/waiting-alike.ts'
import { action } from './action.ts'

type Opened = {
  open: (about: { question: string }, facts: QuestionFacts) => ReturnType<typeof answerModal.open>
}

const opening = (name: string, modal: Opened) =>
  action({
    name,
    asks: 'answer-question',
    value: z.object({ question: z.string() }),
    async run({ question: id }, { asker }, ctx) {
      const question = await readQuestion(ctx.db, id)
      if (!question) return [{ to: 'asker', message: message(notes.questionGone()) }]
      const library = await ctx.readLibrary()
      const told = { question, library, zone: ctx.zone }
      if (asker.outsider || !mayAnswer(asker.member?.handle, question, library)) {
        await recordRefusal(ctx.db, asker, { action: 'answer', subject: `question/${id}` }, ctx.now())
        return [{ to: 'asker', message: message(notes.onlyItsOwner(told)) }]
      }
      if (question.outcome.state !== 'open')
        return [{ to: 'asker', message: message(notes.closedAlready(told)) }, ...trayAgain(question, ctx)]
      const facts = {
        ...{ question, library, near: near(question, library) },
        alike: await waitingAlike(ctx.db, question),
      }
      return [{ to: 'modal', view: modal.open({ question: id }, facts) }]
    },
  })

/** The forms in which an owner answers a question, or closes it. */
export const answerQuestion = opening('answer-question', answerModal)
export const declineQuestion = opening('decline-question', declineModal)

/** A button of a closed question is one that was not taken away in time. */
const trayAgain = ({ owner, askedAt }: Question, { zone }: Context) =>
  owner === undefined ? [] : [trayOf('questions', owner, askedAt, zone)]

const MOST = 12

/** The entries that may say more: those that came nearest, then what a search finds. */
function near({ nearest, text }: Question, library: Library) {
  const hits = library.index.search(text.slice(0, 300), { limit: MOST }).map(({ id }) => id)
  return [...new Set([...nearest, ...hits])].flatMap((key) => library.entries.get(key) ?? []).slice(0, MOST)
}
