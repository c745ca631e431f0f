import { z } from 'zod'
import { answeredAlert } from '#bot/answered-alert.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { tooLate } from '#bot/views/alert.ts'
import { dismissForm, REASONS, reasonOf } from '#bot/views/alert-form.ts'
import { standingOf } from '#src/triggers/alert.ts'
import { answered } from '#src/triggers/machine.ts'
import { findAlert } from '#src/triggers/store.ts'
import { maybeText, modal, type Verdict } from './modal.ts'

/** Why an alert was not worth somebody's time: its trigger is judged by it. */
export const dismissAlert = modal({
  name: 'alert-dismiss',
  asks: 'answer-alert',
  about: z.object({ alert: z.uuid() }),
  values: z.object({ why: z.enum(REASONS, 'Choose what comes nearest.'), words: maybeText }),
  form: dismissForm,
  async check({ about }, _pressed, ctx): Promise<Verdict> {
    const alert = await findAlert(ctx.db, about.alert)
    if (!alert || answered(standingOf(alert), { answer: 'dismiss' })) return { verdict: 'take' }
    const said = tooLate(alert, { ...ctx, library: await ctx.readLibrary() })
    return { verdict: 'mend', errors: { why: plainText(said) } }
  },
  run: async ({ about, values }, pressed, ctx) =>
    await answeredAlert(
      about.alert,
      { answer: 'dismiss', reason: reasonOf(values.why, values.words) },
      pressed,
      ctx,
    ),
})
