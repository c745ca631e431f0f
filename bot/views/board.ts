import { type Block, type ButtonSpec, buttons, listed, say } from '#bot/slack/blocks.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { Board, Seat } from '#src/members/board.ts'
import type { KnownMember, Role } from '#src/members/member.ts'
import { dayName } from '#src/runs/period.ts'
import { functionName } from './names.ts'
import { counted, firstFew, inWords } from './reading.ts'

/** What somebody may do with the board, each a button. */
export type BoardRights = { people: boolean; rhythm: boolean; channel: boolean; known: boolean }

const ROLE_NAMES: Record<Role, string> = {
  'persona-owner': 'Owns the personas',
  'kpi-owner': 'Owns KPIs',
  board: 'Votes on the board',
  sponsor: 'Sponsor',
  admin: 'Admin',
  rep: 'Works with personas',
}
export const roleName = (role: Role): string => ROLE_NAMES[role]

const MOST_UNOWNED = 5
const MOST_AWAY = 10

/** Who decides on personas, who stands in, and what is missing. */
export function boardCard(board: Board, rights: BoardRights): Block[] {
  return [
    say(
      line(bold(headline(board)), ' ', gapWords(board)),
      ...listed('Votes', board.seats.map(seatSpans)),
      ...listed('Answer for it', dutySpans(board)),
      ...listed('Away', firstFew(board.away, MOST_AWAY, awaySpans)),
      ...listed(
        'Owned by nobody who is there',
        firstFew(board.unowned, MOST_UNOWNED, ({ title }) => [title]),
      ),
      line(...meetingSpans(board)),
    ),
    ...rowOf(boardButtons(board, rights)),
  ]
}

function headline({ seats }: Board): string {
  const voters = seats.reduce((sum, { members }) => sum + members.length, 0)
  return `The persona board: ${counted(voters, 'member votes', 'members vote')}.`
}

/** Enough functions to decide is one thing, all of them the other. */
function gapWords({ seats, least }: Board): string {
  const empty = seats.filter(({ members }) => members.length === 0)
  if (empty.length === 0) return 'Every function has a voice.'
  const names = inWords(empty.map((seat) => functionName(seat.function)))
  const filled = seats.length - empty.length
  const stuck = filled < least ? ` It can't decide anything: that takes ${least} functions.` : ''
  return `${names} ${empty.length === 1 ? 'has' : 'have'} no voice yet.${stuck}`
}

const seatSpans = ({ function: team, members }: Seat): Span[] => [
  bold(functionName(team)),
  members.length === 0 ? ': nobody – a gap' : `: ${inWords(members.map(({ name }) => name))}`,
]

function dutySpans({ sponsors, personaOwners, kpiOwners, admins }: Board): Span[][] {
  const duty = (what: string, people: KnownMember[], without: string): Span[] => [
    bold(what),
    people.length === 0 ? `: nobody – ${without}` : `: ${inWords(people.map(({ name }) => name))}`,
  ]
  return [
    duty('Sponsor', sponsors, 'nobody answers a block'),
    duty('Personas', personaOwners, 'questions and departures go to an admin'),
    duty('KPIs', kpiOwners, 'nobody is asked about a number'),
    duty('Admin', admins, 'the operator makes somebody one on the command line'),
  ]
}

const awaySpans = ({ member, deputy, leave, standsIn }: Board['away'][number]): Span[] => [
  bold(member.name),
  `, ${dayName(leave.from)} to ${dayName(leave.until)}: `,
  standsIn || !deputy ? `${deputy?.name ?? 'nobody'} stands in` : `${deputy.name} is away then, too`,
]

function meetingSpans({ meetsOn, channel }: Board): Span[] {
  const meets = meetsOn ? `Meets next on ${dayName(meetsOn)}.` : 'Nobody has said yet when it meets.'
  return [
    `${meets} `,
    channel ? 'Its channel: ' : 'It has no channel yet.',
    ...(channel ? [channelSpan(channel)] : []),
  ]
}

const channelSpan = (channel: string): Span => ({ type: 'channel', channel_id: channel })

function boardButtons({ away }: Board, rights: BoardRights): ButtonSpec[] {
  return [
    ...(rights.people
      ? [
          { text: 'Add a person', action: 'person-add', value: {} },
          { text: 'Change a person', action: 'person-change', value: {} },
        ]
      : []),
    ...(rights.known
      ? [{ text: rights.people ? 'Somebody is away' : 'I am away', action: 'leave', value: {} }]
      : []),
    ...(rights.known && away.length > 0 ? [{ text: 'End a leave', action: 'leave-end', value: {} }] : []),
    ...(rights.channel ? [{ text: 'Its channel', action: 'board-channel', value: {} }] : []),
    ...(rights.rhythm ? [{ text: 'Board meeting', action: 'board-meeting', value: {} }] : []),
    ...(rights.people ? [{ text: 'What changed', action: 'people-history', value: {} }] : []),
  ]
}

const rowOf = (specs: ButtonSpec[]): Block[] => (specs.length === 0 ? [] : [buttons(specs)])
