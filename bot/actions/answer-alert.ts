import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { alertCard } from '#bot/views/alert.ts'
import { runGone } from '#bot/views/run-why.ts'
import { answerAlert, findAlert } from '#src/triggers/store.ts'
import { action } from './action.ts'

const answering = (name: string, state: 'taken' | 'dismissed') =>
  action({
    name,
    asks: 'answer-alert',
    value: z.object({ alert: z.string(), key: z.string() }),
    async run({ alert: id, key }, { asker, origin }, ctx) {
      if (asker.member) await answerAlert(ctx.db, id, { state, by: asker.member.handle }, ctx.now())
      const alert = await findAlert(ctx.db, id)
      if (!alert || !origin.channelId) return [{ to: 'asker', message: message(runGone()) }]
      const library = await ctx.readLibrary()
      const scheduledAt = ctx.now().toZonedDateTimeISO(ctx.zone)
      const shown = { key, library, zone: ctx.zone, lateness: undefined, missed: [], scheduledAt }
      return [{ to: 'channel', key, channelId: origin.channelId, message: alertCard(alert, shown) }]
    },
  })

/** The buttons of an alert: the first answer counts, and the card says whose it was. */
export const takeAlert = answering('alert-take', 'taken')
export const dismissAlert = answering('alert-dismiss', 'dismissed')
