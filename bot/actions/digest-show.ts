import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { nothingWaits, notYourWeek, wholeWeek } from '#bot/views/owner-digest.ts'
import { isEmpty } from '#src/refresh/digest.ts'
import { ownerWeekOf } from '#src/refresh/owner-week.ts'
import { action } from './action.ts'

/** Everything that waits for somebody, as it stands now: what their digest only counts. */
export const digestShow = action({
  name: 'digest-show',
  asks: 'nothing',
  value: z.object({ run: z.string() }),
  async run({ run }, { asker }, ctx) {
    const me = asker.outsider ? undefined : asker.member?.handle
    if (me === undefined || run.split('/').at(-1) !== me)
      return [{ to: 'asker', message: message(notYourWeek()) }]
    const now = ctx.now()
    const week = await ownerWeekOf(me, now, ctx)
    if (isEmpty(week)) return [{ to: 'asker', message: message(nothingWaits()) }]
    const library = await ctx.readLibrary()
    const scheduledAt = now.toZonedDateTimeISO(ctx.zone)
    const telling = { run, scope: me, scheduledAt, lateness: undefined, missed: [], library, zone: ctx.zone }
    return [{ to: 'asker', message: message(wholeWeek(week, telling)) }]
  },
})
