import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { runGone, whyReview } from '#bot/views/run-why.ts'
import { onlyCustomerFacing } from '#bot/views/sentences.ts'
import { findRun } from '#src/runs/log.ts'
import { action } from './action.ts'

/** How the numbers of a post came about, and in which zone it was due. */
export const runWhy = action({
  name: 'run-why',
  asks: 'nothing',
  value: z.object({ run: z.string() }),
  async run({ run: key }, { asker }, ctx) {
    if (asker.outsider) return [{ to: 'asker', message: message(onlyCustomerFacing()) }]
    const run = await findRun(ctx.db, key)
    return [{ to: 'asker', message: message(run ? whyReview(run) : runGone()) }]
  },
})
