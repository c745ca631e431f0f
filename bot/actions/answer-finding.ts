import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { findingCard, findingGone, onlyOwnerAnswers, SNOOZE_DAYS } from '#bot/views/finding.ts'
import { personName } from '#bot/views/names.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { answerAs, mayAnswerFinding } from '#src/findings/answer.ts'
import { findFinding } from '#src/findings/store.ts'
import { findPost } from '#src/posts/store.ts'
import { action } from './action.ts'

const answering = (name: string, snoozing: boolean) =>
  action({
    name,
    asks: 'answer-finding',
    value: z.object({ finding: z.string(), key: z.string() }),
    async run({ finding: id, key }, { asker, at }, ctx) {
      const found = await findFinding(ctx.db, id)
      if (!found || found.overAt) return [{ to: 'asker', message: message(findingGone()) }]
      const library = await ctx.readLibrary()
      const me = asker.outsider ? undefined : asker.member?.handle
      if (me === undefined || !mayAnswerFinding(me, found, library)) {
        await recordRefusal(ctx.db, asker, { action: 'answer', subject: `finding/${id}` }, ctx.now())
        const owner = personName(library, found.reader) ?? 'Its owner'
        return [{ to: 'asker', message: message(onlyOwnerAnswers(owner)) }]
      }
      const until = snoozing ? { snoozedUntil: at.add({ hours: SNOOZE_DAYS * 24 }) } : {}
      await answerAs(ctx.db, found, { by: me, ...until }, library, at)
      const now = (await findFinding(ctx.db, id)) ?? found
      const post = await findPost(ctx.db, key)
      const scheduledAt = ctx.now().toZonedDateTimeISO(ctx.zone)
      const shown = { key, library, zone: ctx.zone, lateness: undefined, missed: [], scheduledAt }
      return post ? [{ to: 'channel', key, channelId: post.channel, message: findingCard(now, shown) }] : []
    },
  })

/** The buttons of a finding: seen, or to be said again later. */
export const acknowledgeFinding = answering('finding-acknowledge', false)
export const snoozeFinding = answering('finding-snooze', true)
