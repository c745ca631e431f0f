import { z } from 'zod'
import { showHealth } from '#bot/commands/health.ts'
import { message } from '#bot/slack/message.ts'
import { onlyBoardTells } from '#bot/views/health-questions.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { keepBoardAnswer, mayTell } from '#src/health/answers.ts'
import { BOARD_QUESTIONS } from '#src/health/check.ts'
import { action } from './action.ts'

/** Somebody says for the board what no data can tell; the questions are shown as they stand then. */
export const healthAnswer = action({
  name: 'health-answer',
  asks: 'tell-health',
  value: z.object({ question: z.enum(BOARD_QUESTIONS), yes: z.boolean() }),
  async run({ question, yes }, { asker, at }, ctx) {
    const { members } = await ctx.readLibrary()
    const handle = asker.outsider ? undefined : asker.member?.handle
    if (handle === undefined || !mayTell(members.get(handle))) {
      await recordRefusal(ctx.db, asker, { action: 'tell', subject: `health/${question}` }, ctx.now())
      return [{ to: 'asker', message: message(onlyBoardTells()) }]
    }
    await keepBoardAnswer(ctx.db, question, yes, { by: handle, at })
    return [{ to: 'asker', message: message(await showHealth('questions', asker, ctx)) }]
  },
})
