import { z } from 'zod'
import { answeredAlert, cardFor, whoAnswers } from '#bot/answered-alert.ts'
import { dismissAlert as dismissModal } from '#bot/modals/dismiss-alert.ts'
import { message } from '#bot/slack/message.ts'
import { alertGone, strangersDontAnswer, tooLate } from '#bot/views/alert.ts'
import { standingOf } from '#src/triggers/alert.ts'
import { answered } from '#src/triggers/machine.ts'
import { findAlert } from '#src/triggers/store.ts'
import { action } from './action.ts'

/** Of cards that were sent earlier there is the key of their post, too. */
const which = z.object({ alert: z.uuid() })

/** Whoever presses it sees to the account: the first who does. */
export const takeAlert = action({
  name: 'alert-take',
  asks: 'answer-alert',
  value: which,
  run: async ({ alert }, pressed, ctx) => await answeredAlert(alert, { answer: 'take' }, pressed, ctx),
})

/** It is seen to. */
export const finishAlert = action({
  name: 'alert-done',
  asks: 'answer-alert',
  value: which,
  run: async ({ alert }, pressed, ctx) => await answeredAlert(alert, { answer: 'done' }, pressed, ctx),
})

/** Said again in the morning so many days later, if it is still so. */
export const snoozeAlert = action({
  name: 'alert-snooze',
  asks: 'answer-alert',
  value: which.extend({ days: z.int().min(1).max(30) }),
  async run({ alert, days }, pressed, ctx) {
    const today = pressed.at.toZonedDateTimeISO(ctx.zone).toPlainDate()
    const until = today.add({ days }).toZonedDateTime({ timeZone: ctx.zone, plainTime: MORNING }).toInstant()
    return await answeredAlert(alert, { answer: 'snooze', until }, pressed, ctx)
  },
})

/** Before the morning's message is made. */
const MORNING = '06:00'

/** Opens the form that asks why it was not worth their time. */
export const dismissAlert = action({
  name: 'alert-dismiss',
  asks: 'answer-alert',
  value: which,
  async run({ alert: id }, { asker }, ctx) {
    if ((await whoAnswers(id, asker, ctx)) === undefined)
      return [{ to: 'asker', message: message(strangersDontAnswer()) }]
    const alert = await findAlert(ctx.db, id)
    if (!alert) return [{ to: 'asker', message: message(alertGone()) }]
    const library = await ctx.readLibrary()
    if (!answered(standingOf(alert), { answer: 'dismiss' }))
      return [{ to: 'asker', message: message(tooLate(alert, { ...ctx, library })) }]
    return [{ to: 'modal', view: dismissModal.open({ alert: id }, { alert, library }) }]
  },
})

/** The card of an alert that stood in a list. */
export const showAlert = action({
  name: 'alert-show',
  asks: 'nothing',
  value: which,
  async run({ alert: id }, { asker, origin }, ctx) {
    const alert = await findAlert(ctx.db, id)
    if (!alert || asker.outsider || !asker.member)
      return [{ to: 'asker', message: message(alert ? strangersDontAnswer() : alertGone()) }]
    return await cardFor(alert, origin, ctx)
  },
})
