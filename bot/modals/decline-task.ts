import { z } from 'zod'
import { afterClosing, openTask, taskRef } from '#bot/actions/closed-task.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { declineTaskForm, SAY_WHY_DECLINED } from '#bot/views/tasks.ts'
import { statement } from '#src/knowledge/claim.ts'
import { modal, type Verdict } from './modal.ts'

/** A task of the quarter's reminder that somebody won't do, and why. */
export const declineTask = modal({
  name: 'decline-task',
  asks: 'close-task',
  about: taskRef,
  values: z.object({ reason: z.string(SAY_WHY_DECLINED).trim().min(1, SAY_WHY_DECLINED).pipe(statement) }),
  form: declineTaskForm,
  async check({ about }, { asker }, ctx): Promise<Verdict> {
    const found = await openTask(about, asker, ctx)
    return 'refused' in found
      ? { verdict: 'mend', errors: { reason: plainText(found.refused) } }
      : { verdict: 'take' }
  },
  run: async ({ about, values }, pressed, ctx) => await afterClosing(about, values.reason, pressed, ctx),
})
