import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import * as words from '#bot/views/rhythm.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { digestTime as time } from '#src/rhythm/digest-time.ts'
import { agendaDay, maySetMeeting, nextMeeting, boardMeeting as schedule } from '#src/rhythm/meeting.ts'
import { chooseDigestTime, nextDigest, setMeeting } from '#src/rhythm/store.ts'
import { modal, type Verdict } from './modal.ts'

const number = z.coerce.number()
const day = z.iso.date().optional()
const timeValues = z.object({ weekday: number, hour: number, from: day, to: day })

/** When somebody gets their week. */
export const digestTime = modal({
  name: 'digest-time',
  asks: 'set-own-time',
  about: z.object({}),
  values: timeValues,
  form: words.digestTimeForm,
  check({ values: { from, to } }, { at }, ctx): Promise<Verdict> {
    const wrong = wrongDays(from, to, at.toZonedDateTimeISO(ctx.zone).toPlainDate())
    return Promise.resolve(wrong ? { verdict: 'mend', errors: { to: wrong } } : { verdict: 'take' })
  },
  async run({ values: { weekday, hour, from, to } }, { asker, at }, ctx) {
    if (!asker.member || asker.outsider) return [{ to: 'asker', message: message(whoAreYou()) }]
    const { handle } = asker.member
    const chosen = time.parse({ weekday, hour, ...(from && to && { quiet: { from, to } }) })
    await chooseDigestTime(ctx.db, chosen, { by: handle, at })
    const next = await nextDigest(ctx.db, handle, { now: ctx.now(), zone: ctx.zone })
    return [{ to: 'asker', message: message(words.digestTimeSaved(chosen, next)) }]
  },
})

function wrongDays(
  from: string | undefined,
  to: string | undefined,
  today: Temporal.PlainDate,
): string | undefined {
  if (from === undefined && to === undefined) return undefined
  if (from === undefined || to === undefined) return words.QUIET_NEEDS_BOTH
  if (to < from) return words.QUIET_BACKWARDS
  return to < today.toString() ? words.QUIET_OVER : undefined
}

/** When the board meets. */
export const boardMeeting = modal({
  name: 'board-meeting',
  asks: 'set-rhythm',
  about: z.object({}),
  values: z.object({ week: schedule.shape.week, weekday: number, hour: number }),
  form: words.meetingForm,
  async check(_filled, { asker }, ctx): Promise<Verdict> {
    const { members } = await ctx.readLibrary()
    if (!asker.outsider && maySetMeeting(members.get(asker.member?.handle ?? ''))) return { verdict: 'take' }
    await recordRefusal(ctx.db, asker, { action: 'set', subject: 'board-meeting' }, ctx.now())
    return { verdict: 'mend', errors: { week: plainText(words.onlyOwnersSetMeeting()) } }
  },
  async run({ values }, { asker, at }, ctx) {
    const meeting = schedule.parse(values)
    const { members } = await ctx.readLibrary()
    if (asker.outsider || !asker.member || !maySetMeeting(members.get(asker.member.handle)))
      return [{ to: 'asker', message: message(words.onlyOwnersSetMeeting()) }]
    await setMeeting(ctx.db, meeting, { by: asker.member.handle, at })
    const next = nextMeeting(meeting, ctx.now().toZonedDateTimeISO(ctx.zone))
    return [{ to: 'asker', message: message(words.meetingSaved(meeting, next, agendaDay(next))) }]
  },
})
