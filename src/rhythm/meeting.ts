import { z } from 'zod'
import { allows } from '#src/members/authority.ts'
import type { KnownMember } from '#src/members/member.ts'

/** Which of a month's such weekdays: the first to the fourth, or the last. */
export const WEEKS = ['1', '2', '3', '4', 'last'] as const

/** When the board meets: a day of each month by its week and weekday (1 is Monday), and the hour in the team's zone. */
export const boardMeeting = z.object({
  week: z.enum(WEEKS),
  weekday: z.int().min(1).max(5),
  hour: z.int().min(0).max(23),
})
export type BoardMeeting = z.output<typeof boardMeeting>

/** The first meeting that begins after an instant. */
export function nextMeeting(meeting: BoardMeeting, after: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const timeZone = after.timeZoneId
  for (let month = after.toPlainDate().toPlainYearMonth(); ; month = month.add({ months: 1 })) {
    const at = dayIn(month, meeting).toZonedDateTime({ timeZone, plainTime: { hour: meeting.hour } })
    if (Temporal.ZonedDateTime.compare(at, after) > 0) return at
  }
}

function dayIn(month: Temporal.PlainYearMonth, { week, weekday }: BoardMeeting): Temporal.PlainDate {
  const first = month.toPlainDate({ day: 1 })
  const firstSuch = first.add({ days: (weekday - first.dayOfWeek + 7) % 7 })
  if (week !== 'last') return firstSuch.add({ weeks: Number(week) - 1 })
  const fifth = firstSuch.add({ weeks: 4 })
  return fifth.month === month.month ? fifth : firstSuch.add({ weeks: 3 })
}

/** The day of its agenda: two days before, and the Friday before where that is on a weekend. */
export function agendaDay(meeting: Temporal.ZonedDateTime): Temporal.PlainDate {
  const day = meeting.toPlainDate().subtract({ days: 2 })
  return day.dayOfWeek <= 5 ? day : day.subtract({ days: day.dayOfWeek - 5 })
}

/** Whoever owns the personas, or an admin, says when the board meets. */
export const maySetMeeting = (member: KnownMember | undefined): boolean => allows(member, 'set-rhythm')
