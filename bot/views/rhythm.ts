import { type Block, type ButtonSpec, buttons, say, small } from '#bot/slack/blocks.ts'
import { type Choice, dateInput, type Form, select } from '#bot/slack/form.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { DeepRefresh } from '#src/rhythm/deep-refresh.ts'
import { type DigestTime, HOURS } from '#src/rhythm/digest-time.ts'
import { type BoardMeeting, WEEKS } from '#src/rhythm/meeting.ts'
import { dayName } from '#src/runs/period.ts'
import { deepRefreshLine } from './deep-refresh-form.ts'

/** What somebody's Home tab says of when things come: of their own week, and of the board's meeting. */
export type Rhythm = {
  digest: DigestTime | undefined
  meeting: BoardMeeting | undefined
  next: Temporal.ZonedDateTime | undefined
  maySetMeeting: boolean
  deepRefresh: DeepRefresh | undefined
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const weekdayName = (weekday: number): string => WEEKDAYS[weekday - 1] ?? ''
const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
const WEEK_NAMES = { '1': 'first', '2': 'second', '3': 'third', '4': 'fourth', last: 'last' }

/** "Fridays at 16:00" */
const timeWords = ({ weekday, hour }: DigestTime): string => `${weekdayName(weekday)}s at ${hourName(hour)}`

/** "on the first Tuesday of the month at 10:00" */
const meetingWords = ({ week, weekday, hour }: BoardMeeting): string =>
  `on the ${WEEK_NAMES[week]} ${weekdayName(weekday)} of the month at ${hourName(hour)}`

const quietOf = ({ quiet }: DigestTime): string =>
  quiet ? `, quiet from ${dayOf(quiet.from)} to ${dayOf(quiet.to)}` : ''
const dayOf = (iso: string): string => dayName(Temporal.PlainDate.from(iso))

/** At the end of Home: when things come, and how to change that. */
export function rhythmBlocks({ digest, meeting, next, maySetMeeting, deepRefresh }: Rhythm): Block[] {
  const specs: ButtonSpec[] = [
    ...(digest ? [{ text: 'When I get this', action: 'digest-time', value: {} }] : []),
    ...(maySetMeeting
      ? [
          { text: 'Board meeting', action: 'board-meeting', value: {} },
          { text: 'Deep refresh', action: 'deep-refresh', value: {} },
        ]
      : []),
    { text: 'Who decides, who is away', action: 'ask', value: { text: 'board' } },
  ]
  const said = [
    ...(digest ? [`Your week comes ${timeWords(digest)}${quietOf(digest)}.`] : []),
    ...(meeting && next
      ? [`The board meets ${meetingWords(meeting)}, next on ${dayName(next.toPlainDate())}.`]
      : maySetMeeting
        ? ['When does the board meet? Say it once, and its agenda comes two days before.']
        : []),
    ...(maySetMeeting ? [deepRefreshLine(deepRefresh)] : []),
  ]
  return [...(said.length > 0 ? [small(said.join(' '))] : []), buttons(specs)]
}

const weekdays = (count: number): Choice[] =>
  WEEKDAYS.slice(0, count).map((text, index) => ({ text, value: String(index + 1) }))
const hours = (all: number[]): Choice[] => all.map((hour) => ({ text: hourName(hour), value: String(hour) }))

/** Day, hour and quiet days of somebody's own week. */
export const digestTimeForm = ({ time, zone }: { time: DigestTime; zone: string }): Form => ({
  title: 'When I get this',
  submit: 'Save',
  close: 'Cancel',
  blocks: [
    say(line(bold('Your week'), ': one message with what needs you, and only if something does.')),
    select({
      block: 'weekday',
      label: 'Day',
      groups: [{ label: 'Day', choices: weekdays(7) }],
      chosen: String(time.weekday),
      placeholder: 'A day',
    }),
    select({
      block: 'hour',
      label: `Hour, in ${zone}`,
      groups: [{ label: 'Hour', choices: hours(HOURS) }],
      chosen: String(time.hour),
      placeholder: 'An hour',
    }),
    dateInput({ block: 'from', label: 'Quiet from', optional: true, chosen: time.quiet?.from }),
    dateInput({
      block: 'to',
      label: 'Quiet to',
      hint: 'Both days included. What waited comes on the first day after. To end it early, clear both.',
      optional: true,
      chosen: time.quiet?.to,
    }),
  ],
})

export const QUIET_NEEDS_BOTH = 'Quiet days have a first and a last day: choose both, or clear both.'
export const QUIET_BACKWARDS = 'The last quiet day is before the first: choose a later one.'
export const QUIET_OVER = 'These days are over: choose days to come, or clear both.'

/** What was chosen, and when the next one comes; undefined where that is at once. */
export const digestTimeSaved = (time: DigestTime, next: Temporal.ZonedDateTime | undefined): Block[] => [
  say(
    line(bold(`Your week comes ${timeWords(time)}${quietOf(time)}.`)),
    line(
      next
        ? `The next one is on ${weekdayName(next.dayOfWeek)}, ${dayName(next.toPlainDate())}, if something needs you.`
        : "This week's comes within ten minutes, if something needs you.",
    ),
  ),
]

/** When the board meets: by week, weekday and hour. */
export const meetingForm = ({
  meeting,
  zone,
}: {
  meeting: BoardMeeting | undefined
  zone: string
}): Form => ({
  title: 'Board meeting',
  submit: 'Save',
  close: 'Cancel',
  blocks: [
    say(line(bold('When does the board meet?'), ' Its agenda comes two days before, to its channel.')),
    select({
      block: 'week',
      label: 'Week of the month',
      groups: [{ label: 'Week', choices: WEEKS.map((value) => ({ text: WEEK_NAMES[value], value })) }],
      chosen: meeting?.week,
      placeholder: 'first',
    }),
    select({
      block: 'weekday',
      label: 'Day',
      groups: [{ label: 'Day', choices: weekdays(5) }],
      chosen: meeting && String(meeting.weekday),
      placeholder: 'Tuesday',
    }),
    select({
      block: 'hour',
      label: `Hour, in ${zone}`,
      groups: [{ label: 'Hour', choices: hours(HOURS) }],
      chosen: meeting && String(meeting.hour),
      placeholder: '10:00',
    }),
  ],
})

export const meetingSaved = (
  meeting: BoardMeeting,
  next: Temporal.ZonedDateTime,
  agenda: Temporal.PlainDate,
): Block[] => [
  say(
    line(
      bold(`The board meets ${meetingWords(meeting)}`),
      `, next on ${dayName(next.toPlainDate())}. Its agenda comes on ${dayName(agenda)}.`,
    ),
  ),
]

export const onlyOwnersSetMeeting = (): Block[] => [
  say(line('Whoever owns the personas, or an admin, says when the board meets. Nothing was changed.')),
]
