import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, italic, line, moment, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Leave } from '#src/members/leave.ts'
import type { KnownMember, Role, TeamFunction } from '#src/members/member.ts'
import type { PeopleEvent } from '#src/members/people-history.ts'
import { dayName } from '#src/runs/period.ts'
import { roleName } from './board.ts'
import { functionName, personName } from './names.ts'
import { inWords } from './reading.ts'

type Duty = { function: TeamFunction | undefined; roles: Role[] }

/** "Support; votes on the board, sponsor" */
function dutyWords({
  function: team,
  roles,
}: {
  function?: string | null | undefined
  roles: Role[]
}): string {
  const said = roles.map((role) => roleName(role).toLowerCase())
  return [team ? functionName(team) : 'no function', said.length > 0 ? inWords(said) : 'no role'].join('; ')
}

/** To whoever made the change. */
export const personSaved = (name: string, duty: Duty): Block[] => [
  say(line(bold(`${name}: ${dutyWords(duty)}.`), ' They hear of it.')),
]

/** To the person whose duties changed. */
export const dutyChanged = (duty: Duty, by: string, why: string): Block[] => [
  say(
    line(bold(`With personas you are now: ${dutyWords(duty)}.`)),
    line(`${by} set this. `, italic('Why: '), why),
  ),
]

const days = ({ from, until }: Pick<Leave, 'from' | 'until'>): string =>
  from.equals(until) ? `on ${dayName(from)}` : `from ${dayName(from)} to ${dayName(until)}`

export const leaveSaved = (member: KnownMember, deputy: KnownMember, leave: Leave): Block[] => [
  say(line(bold(`${member.name} is away ${days(leave)}; ${deputy.name} stands in.`), ' Both hear of it.')),
]

/** To the deputy. */
export const standIn = (member: KnownMember, leave: Leave): Block[] => [
  say(
    line(bold(`You stand in for ${member.name} ${days(leave)}.`)),
    line('Where their seat has a vote, you cast it on these days. If that is wrong, tell them or an admin.'),
  ),
]

/** To the one who is away, where somebody else entered it. */
export const awayEntered = (deputy: KnownMember, leave: Leave, by: string): Block[] => [
  say(line(bold(`${by} entered that you are away ${days(leave)}.`), ` ${deputy.name} stands in for you.`)),
]

export const leaveEnded = (member: KnownMember): Block[] => [
  say(line(bold(`${member.name} speaks for themselves again.`))),
]
export const noSuchLeave = (): Block[] => [say(line('That leave was ended before; nothing was changed.'))]

export const channelSaved = (channelId: string): Block[] => [
  say(line(bold('The board’s channel is '), { type: 'channel', channel_id: channelId }, bold('.'))),
]

/** Who changed what about people lately, the newest first. */
export const peopleHistory = (events: PeopleEvent[], library: Library): Block[] =>
  events.length === 0
    ? [say(line('Nobody has changed anything about people yet.'))]
    : [
        say(
          ...listed(
            'What changed about people',
            events.map((event) => eventSpans(event, library)),
          ),
        ),
      ]

function eventSpans(event: PeopleEvent, library: Library): Span[] {
  const when = moment(event.at, '{date_short}', dayName(event.at.toZonedDateTimeISO('UTC').toPlainDate()))
  return [
    bold(event.name ?? event.handle),
    ` ${whatWords(event, library)} · ${byWhom(event, library)}, `,
    when,
  ]
}

const byWhom = ({ by }: PeopleEvent, library: Library): string =>
  by === 'slack' ? 'seen in Slack' : by === 'operator' ? 'the operator' : (personName(library, by) ?? by)

function whatWords({ what }: PeopleEvent, library: Library): string {
  switch (what.type) {
    case 'duty':
      return `${what.before ? 'changed' : 'added'}: ${dutyWords(what.after)}${what.before ? ` (before: ${dutyWords(what.before)})` : ''}. Why: ${what.why}`
    case 'away':
      return `away from ${what.from} to ${what.until}; ${personName(library, what.deputy) ?? 'a deputy'} stands in`
    case 'back':
      return 'leave ended'
    case 'left':
      return 'left the workspace'
    case 'returned':
      return 'is in the workspace again'
  }
}
