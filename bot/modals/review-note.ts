import { z } from 'zod'
import { afterNote, openAsk, reviewAsk } from '#bot/actions/noted.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { noteForm, SAY_SOMETHING } from '#bot/views/review-notes.ts'
import { statement } from '#src/knowledge/claim.ts'
import { modal, type Verdict } from './modal.ts'

/** A note on a KPI that is outside its range. */
export const reviewNote = modal({
  name: 'review-note',
  asks: 'note-number',
  about: reviewAsk,
  values: z.object({ text: z.string().trim().min(1, SAY_SOMETHING).pipe(statement) }),
  form: noteForm,
  async check({ about }, { asker }, ctx): Promise<Verdict> {
    const found = await openAsk(about, asker, ctx)
    return 'refused' in found
      ? { verdict: 'mend', errors: { text: plainText(found.refused) } }
      : { verdict: 'take' }
  },
  run: async ({ about, values }, pressed, ctx) => await afterNote(about, values.text, pressed, ctx),
})
