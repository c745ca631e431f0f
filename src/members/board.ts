import { votersAmong } from '#src/board/seats.ts'
import { answerableFor } from '#src/freshness/answerable.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { BOARD_RULE } from '#src/voting-rules/rule.ts'
import { type Leave, standsInFor } from './leave.ts'
import { BOARD_FUNCTIONS, isThere, type KnownMember, type Role } from './member.ts'

/** A function of the board, and who votes for it. */
export type Seat = { function: (typeof BOARD_FUNCTIONS)[number]; members: KnownMember[] }

/** Somebody away, now or soon; `standsIn`: on the first of these days that is left their deputy speaks for them. */
type Away = { member: KnownMember; deputy: KnownMember | undefined; leave: Leave; standsIn: boolean }

/** Everybody who decides on personas, who stands in, and what is missing. */
export type Board = {
  seats: Seat[]
  /** So many functions have to be heard before anything is decided. */
  least: number
  sponsors: KnownMember[]
  personaOwners: KnownMember[]
  kpiOwners: KnownMember[]
  admins: KnownMember[]
  away: Away[]
  /** Entries in use whose owner is nobody, or has left. */
  unowned: Entry[]
  meetsOn: Temporal.PlainDate | undefined
  channel: string | undefined
}

type Around = { leaves: Leave[]; today: Temporal.PlainDate } & Pick<Board, 'meetsOn' | 'channel'>

export function boardOf({ entries, members }: Library, { leaves, today, meetsOn, channel }: Around): Board {
  const there = [...members.values()].filter(isThere).toSorted((a, b) => a.name.localeCompare(b.name))
  const withRole = (role: Role) => there.filter(({ roles }) => roles.includes(role))
  const voters = votersAmong(there)
  return {
    seats: BOARD_FUNCTIONS.map((team) => ({
      function: team,
      members: there.filter(({ id }) =>
        voters.some((voter) => voter.memberId === id && voter.function === team),
      ),
    })),
    least: BOARD_RULE.least,
    sponsors: withRole('sponsor'),
    personaOwners: withRole('persona-owner'),
    kpiOwners: withRole('kpi-owner'),
    admins: withRole('admin'),
    away: leaves.flatMap((leave) => awayBy(leave, leaves, there, today)),
    unowned: [...entries.values()].filter((entry) => entry.status !== 'retired' && ownerless(entry, members)),
    meetsOn,
    channel,
  }
}

/** Whoever answers for it by default owns it no more than nobody does. */
function ownerless(entry: Entry, members: Library['members']): boolean {
  const { owner } = answerableFor(entry, members)
  return entry.owner === undefined || owner?.handle !== entry.owner
}

function awayBy(leave: Leave, leaves: Leave[], there: KnownMember[], today: Temporal.PlainDate): Away[] {
  const member = there.find(({ id }) => id === leave.memberId)
  if (!member) return []
  const first = Temporal.PlainDate.compare(leave.from, today) > 0 ? leave.from : today
  const standsIn = standsInFor(there, leaves, first).some((each) => each.member.id === member.id)
  return [{ member, deputy: there.find(({ id }) => id === leave.deputyId), leave, standsIn }]
}
