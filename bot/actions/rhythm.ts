import { z } from 'zod'
import { boardMeeting as meetingModal, digestTime as timeModal } from '#bot/modals/rhythm.ts'
import { message } from '#bot/slack/message.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { onlyOwnersSetMeeting } from '#bot/views/rhythm.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { maySetMeeting } from '#src/rhythm/meeting.ts'
import { readDigestTime, readMeeting } from '#src/rhythm/store.ts'
import { action } from './action.ts'

/** Opens the form in which somebody says when they get their week. */
export const digestTime = action({
  name: 'digest-time',
  asks: 'set-own-time',
  value: z.object({}),
  async run(_value, { asker }, ctx) {
    if (!asker.member || asker.outsider) return [{ to: 'asker', message: message(whoAreYou()) }]
    const { time } = await readDigestTime(ctx.db, asker.member.handle)
    return [{ to: 'modal', view: timeModal.open({}, { time, zone: ctx.zone }) }]
  },
})

/** Opens the form in which whoever owns the personas says when the board meets. */
export const boardMeeting = action({
  name: 'board-meeting',
  asks: 'set-rhythm',
  value: z.object({}),
  async run(_value, { asker }, ctx) {
    const { members } = await ctx.readLibrary()
    if (asker.outsider || !maySetMeeting(members.get(asker.member?.handle ?? ''))) {
      await recordRefusal(ctx.db, asker, { action: 'set', subject: 'board-meeting' }, ctx.now())
      return [{ to: 'asker', message: message(onlyOwnersSetMeeting()) }]
    }
    const facts = { meeting: await readMeeting(ctx.db), zone: ctx.zone }
    return [{ to: 'modal', view: meetingModal.open({}, facts) }]
  },
})
