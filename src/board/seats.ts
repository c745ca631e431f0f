import { answerableFor } from '#src/freshness/answerable.ts'
import type { Content } from '#src/knowledge/entry.ts'
import { type Leave, type StandIn, standsInFor } from '#src/members/leave.ts'
import { BOARD_FUNCTIONS, isThere, type KnownMember, type TeamFunction } from '#src/members/member.ts'
import { type Decision, decide, type Tally, type Voter } from './decide.ts'
import type { Proposal, Vote } from './proposal.ts'
import { turnOf } from './ruling.ts'

/** Everybody on whom a decision may depend, as of now. */
export type People = { members: KnownMember[]; leaves: Leave[]; entries: Owned[] }

/** The entries that a proposal is about, as far as they say whose they are. */
export type Owned = Pick<Content, 'owner' | 'verifier' | 'deputies'>

/** A vote that somebody may cast: of which member, for which function. */
export type Seat = { memberId: string; function: TeamFunction | undefined }

/** The members who sit on the board for one of its functions, and are still there. */
export function votersAmong(members: KnownMember[]): Voter[] {
  return members
    .filter((member) => isThere(member) && member.roles.includes('board'))
    .flatMap((member) => {
      const team = BOARD_FUNCTIONS.find((name) => name === member.function)
      return team ? [{ memberId: member.id, function: team }] : []
    })
}

/** The one who owns everything that a proposal is about; undefined where that is several people, or nobody. */
export function ownerAmong({
  members,
  entries,
}: Pick<People, 'members' | 'entries'>): KnownMember | undefined {
  const byHandle = new Map(members.map((member) => [member.handle, member]))
  const owners = new Set(entries.map((entry) => answerableFor(entry, byHandle).owner))
  const [owner] = owners
  return owners.size === 1 ? owner : undefined
}

/** Who decides now: the board's seats, the owner, or every admin. */
export function seatsOf({ ruling }: Pick<Proposal, 'ruling'>, people: People): Seat[] {
  switch (turnOf(ruling)) {
    case 'board':
      return votersAmong(people.members)
    case 'owner':
      return [ownerAmong(people)].flatMap((owner) => (owner ? [seatOf(owner)] : []))
    case 'operator':
      return people.members.filter((each) => isThere(each) && each.roles.includes('admin')).map(seatOf)
  }
}

const seatOf = (member: KnownMember): Seat => ({ memberId: member.id, function: member.function })

/** For which of these seats somebody speaks on a day: their own first, then of those who named them to stand in. */
export function spokenFor(memberId: string | undefined, seats: Seat[], standIns: StandIn[]): Seat[] {
  const others = standIns.filter(({ deputy }) => deputy.id === memberId).map(({ member }) => member.id)
  const held = seats.filter((seat) => seat.memberId === memberId || others.includes(seat.memberId))
  return held.toSorted((a, b) => Number(b.memberId === memberId) - Number(a.memberId === memberId))
}

/** Who stands in for whom when somebody presses. */
export const standInsAt = (
  { ruling }: Pick<Proposal, 'ruling'>,
  { members, leaves }: People,
  at: Temporal.Instant,
): StandIn[] => standsInFor(members, leaves, at.toZonedDateTimeISO(ruling.zone).toPlainDate())

/** Seats that have not spoken yet, each with who is asked for it today: its member, or who stands in for them. */
function silentSeats(
  proposal: Proposal,
  people: People,
  now: Temporal.Instant,
): { seat: Seat; asked: KnownMember }[] {
  if (proposal.outcome.state !== 'open') return []
  const standIns = standInsAt(proposal, people, now)
  if (wordGiven(proposal, people)) return []
  return seatsOf(proposal, people)
    .filter((seat) => !proposal.votes.some(({ memberId }) => memberId === seat.memberId))
    .flatMap((seat) => {
      const standIn = standIns.find(({ member }) => member.id === seat.memberId)?.deputy
      const asked = standIn ?? people.members.find(({ id }) => id === seat.memberId)
      return asked ? [{ seat, asked }] : []
    })
}

/** Where one word is enough, whether it was given: by a vote, or by having proposed it oneself. */
function wordGiven(proposal: Proposal, people: People): boolean {
  if (turnOf(proposal.ruling) === 'board') return false
  const deciders = seatsOf(proposal, people).map(({ memberId }) => memberId)
  const spoke = [proposal.proposer.id, ...proposal.votes.map(({ memberId }) => memberId)]
  return deciders.some((id) => spoke.includes(id))
}

/** Who may answer a block: a sponsor other than whoever blocks, or where there is none an admin. */
export function answerersOf(members: KnownMember[], blocker: string): KnownMember[] {
  const others = members.filter((each) => isThere(each) && each.id !== blocker)
  const sponsors = others.filter(({ roles }) => roles.includes('sponsor'))
  return sponsors.length > 0 ? sponsors : others.filter(({ roles }) => roles.includes('admin'))
}

/** How a proposal stands by everybody who decides today. */
export function standingNow(proposal: Proposal, people: People, now: Temporal.Instant): Decision {
  const { votes, ruling, deadline, proposer } = proposal
  const turn = turnOf(ruling)
  return decide({
    ...{ votes, deadline, now, turn },
    voters: votersAmong(people.members),
    rule: ruling.rule,
    deciders: turn === 'board' ? [] : seatsOf(proposal, people).map(({ memberId }) => memberId),
    proposerId: proposer.id,
  })
}

/** How an open proposal stands, and who has to do with it: what people are told of it. */
export type Stand = {
  tally: Tally
  /** Who decides where that is one person. */
  owner: KnownMember | undefined
  /** Whose decision it is has said yes, and only an objection is still to come. */
  agreed: boolean
  silent: ReturnType<typeof silentSeats>
  /** Blocks that nobody has answered, and who may. */
  blocks: { vote: Vote; answerers: KnownMember[] }[]
  voters: Voter[]
}

export function standOf(proposal: Proposal, people: People, now: Temporal.Instant): Stand {
  const open = proposal.outcome.state === 'open'
  const turn = turnOf(proposal.ruling)
  const blocking = proposal.votes.filter(({ choice, answer }) => choice === 'block' && answer === undefined)
  const answerers = ({ memberId }: Vote) => answerersOf(people.members, memberId)
  return {
    tally: standingNow(proposal, people, now).tally,
    owner: turn === 'owner' ? ownerAmong(people) : undefined,
    agreed: open && turn !== 'board' && wordGiven(proposal, people),
    silent: silentSeats(proposal, people, now),
    blocks: open ? blocking.map((vote) => ({ vote, answerers: answerers(vote) })) : [],
    voters: votersAmong(people.members),
  }
}
