import { reviewNote as form } from '#bot/modals/review-note.ts'
import { message } from '#bot/slack/message.ts'
import { action } from './action.ts'
import { afterNote, openAsk, reviewAsk } from './noted.ts'

/** Opens the form of a note on a KPI that is outside its range. */
export const reviewNote = action({
  name: 'review-note',
  asks: 'note-number',
  value: reviewAsk,
  async run(value, pressed, ctx) {
    const found = await openAsk(value, pressed.asker, ctx)
    if ('refused' in found) return [{ to: 'asker', message: message(found.refused) }]
    return [{ to: 'modal', view: form.open(value, found) }]
  },
})

/** One click in place of a note: somebody has it in view. */
export const reviewWatch = action({
  name: 'review-watch',
  asks: 'note-number',
  value: reviewAsk,
  run: async (value, pressed, ctx) => await afterNote(value, undefined, pressed, ctx),
})
