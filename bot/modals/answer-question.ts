import { z } from 'zod'
import type { Pressed } from '#bot/actions/action.ts'
import { listsAgain } from '#bot/actions/lists-again.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { trayOf } from '#bot/slack/tray.ts'
import { youWrote } from '#bot/views/proposal-notes.ts'
import { answerForm, declineForm } from '#bot/views/question-forms.ts'
import * as notes from '#bot/views/question-notes.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import { statement } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { answerQuestion as close, type Saying } from '#src/questions/answer-question.ts'
import type { Question } from '#src/questions/question.ts'
import { readQuestion } from '#src/questions/store.ts'
import { maybeText, modal, type Verdict } from './modal.ts'

const about = z.object({ question: z.string() })
/** Others that are worded alike, for which the same holds. */
const also = z.array(z.string()).default([])

/** What an owner says to a question; everybody who asked gets it. */
export const answerQuestion = modal({
  name: 'answer-question',
  asks: 'answer-question',
  about,
  values: z.object({
    answer: z.string(notes.SAY_ANSWER).trim().min(1, notes.SAY_ANSWER).pipe(statement),
    entry: z.string().optional(),
    also,
  }),
  form: answerForm,
  check: async ({ about: { question } }, _pressed, ctx) => await stillOpen(question, 'answer', ctx),
  run: async ({ about: { question }, values: { answer, entry, also } }, pressed, ctx) =>
    await closed([question, ...also], { answer, entry }, undefined, pressed, ctx),
})

/** Closes a question that is not for us. */
export const declineQuestion = modal({
  name: 'decline-question',
  asks: 'answer-question',
  about,
  values: z.object({ word: maybeText, also }),
  form: declineForm,
  check: async ({ about: { question } }, _pressed, ctx) => await stillOpen(question, 'word', ctx),
  run: async ({ about: { question }, values: { word, also } }, pressed, ctx) =>
    await closed([question, ...also], { answer: undefined, entry: undefined }, word, pressed, ctx),
})

async function stillOpen(id: string, block: string, ctx: Context): Promise<Verdict> {
  const question = await readQuestion(ctx.db, id)
  return question?.outcome.state === 'open'
    ? { verdict: 'take' }
    : { verdict: 'mend', errors: { [block]: notes.CLOSED_BEFORE } }
}

/** Closes the first of these questions, and the others as well where that could be; nobody is told of those that couldn't. */
async function closed(
  [id = '', ...others]: string[],
  saying: Saying,
  word: string | undefined,
  { asker, at }: Pressed,
  ctx: Context,
): Promise<Outgoing[]> {
  const library = await ctx.readLibrary()
  const outcome = await close(ctx.db, id, saying, asker.member, library, at)
  const typed = youWrote([saying.answer, word].filter((text) => text !== undefined))
  if (!outcome) return [{ to: 'asker', message: message([...notes.questionGone(), ...typed]) }]
  const told = { question: outcome.question, library, zone: ctx.zone }
  switch (outcome.outcome) {
    case 'no right':
      await recordRefusal(ctx.db, asker, { action: 'answer', subject: `question/${id}` }, ctx.now())
      return [{ to: 'asker', message: message([...notes.onlyItsOwner(told), ...typed]) }]
    case 'closed before':
      return [{ to: 'asker', message: message([...notes.closedAlready(told), ...typed]) }]
    case 'closed': {
      const all = [outcome]
      for (const other of others) {
        const its = await close(ctx.db, other, saying, asker.member, library, at)
        if (its?.outcome === 'closed') all.push(its)
      }
      const askers = new Set(all.flatMap((each) => each.askers)).size
      return [
        ...all.flatMap((each) => tellAskers(each.question, each.askers, word, library, ctx)),
        ...all.flatMap(({ question }) => trayOfOwner(question, ctx)),
        ...(await listsAgain(ctx)),
        {
          to: 'asker',
          message: message(thanks(outcome.question, { askers, also: all.length - 1 }, library)),
        },
      ]
    }
  }
}

/** Each who asked hears of it once, under a name that a second answer half a year later doesn't share. */
function tellAskers(
  question: Question,
  askers: string[],
  word: string | undefined,
  library: Library,
  { zone }: Context,
): Outgoing[] {
  const { outcome, id } = question
  if (outcome.state === 'open') return []
  const told = { question, library, zone }
  const blocks =
    outcome.state === 'answered'
      ? notes.answerForAsker(told, library.entries.get(outcome.entry ?? ''))
      : notes.declinedForAsker(told, word)
  return askers.map((handle) => ({
    to: 'member' as const,
    handle,
    key: `question/${id}/${outcome.at.epochMilliseconds}/${handle}`,
    message: message(blocks),
  }))
}

const trayOfOwner = ({ owner, askedAt }: Question, { zone }: Context): Outgoing[] =>
  owner === undefined ? [] : [trayOf('questions', owner, askedAt, zone)]

function thanks(question: Question, reached: notes.Reached, library: Library) {
  if (question.outcome.state !== 'answered') return notes.declined(reached)
  return notes.thanksForAnswer({ question, library }, reached, proposable(question, library))
}

/** Where the answer could become a claim: the entry that it points to. */
function proposable({ outcome }: Question, library: Library): Entry | undefined {
  return outcome.state === 'answered' ? library.entries.get(outcome.entry ?? '') : undefined
}
