import { isThere, type KnownMember } from './member.ts'

/** From its first day to its last somebody is away, and somebody else votes for their seat. Days are the team's. */
export type Leave = {
  memberId: string
  deputyId: string
  from: Temporal.PlainDate
  until: Temporal.PlainDate
  /** Handle of who entered it, and when. */
  by: string
  at: Temporal.Instant
}

/** One who is away, and who speaks for them. */
export type StandIn = { member: KnownMember; deputy: KnownMember; leave: Leave }

/**
 * Who stands in for whom on a day. Of leaves that overlap, what was entered last counts. A deputy who has left, or is
 * away on that day too, stands in for nobody: whom they were to speak for still votes for themselves.
 */
export function standsInFor(members: KnownMember[], leaves: Leave[], on: Temporal.PlainDate): StandIn[] {
  const byId = new Map(members.filter(isThere).map((member) => [member.id, member]))
  const away = new Map(
    leaves
      .filter((leave) => isOn(leave, on))
      .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
      .map((leave) => [leave.memberId, leave]),
  )
  return [...away.values()].flatMap((leave) => {
    const [member, deputy] = [byId.get(leave.memberId), byId.get(leave.deputyId)]
    return member && deputy && !away.has(deputy.id) ? [{ member, deputy, leave }] : []
  })
}

/** Whether a day is one of it. */
const isOn = ({ from, until }: Pick<Leave, 'from' | 'until'>, day: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(from, day) <= 0 && Temporal.PlainDate.compare(day, until) <= 0

/** What is wrong with a leave that somebody wants to enter. */
export type LeaveFault = 'ends before it begins' | 'is over' | 'names its own member'

export function faultOf(
  { memberId, deputyId, from, until }: Pick<Leave, 'memberId' | 'deputyId' | 'from' | 'until'>,
  today: Temporal.PlainDate,
): LeaveFault | undefined {
  if (memberId === deputyId) return 'names its own member'
  if (Temporal.PlainDate.compare(until, from) < 0) return 'ends before it begins'
  return Temporal.PlainDate.compare(until, today) < 0 ? 'is over' : undefined
}
