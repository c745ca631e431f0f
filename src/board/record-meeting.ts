import type { Database } from '#src/db/connect.ts'
import { inSequence } from '#src/knowledge/sequence.ts'
import { allows } from '#src/members/authority.ts'
import { standsInFor } from '#src/members/leave.ts'
import { BOARD_FUNCTIONS, isThere, type KnownMember } from '#src/members/member.ts'
import { readPeople } from './people.ts'
import type { BoardFunction, Proposal } from './proposal.ts'
import { turnOf } from './ruling.ts'
import { answerersOf, type People, seatsOf, standingNow } from './seats.ts'
import { close, settle } from './settle.ts'
import { readProposal } from './store.ts'

/** What was decided in the room, as somebody who sits on the board enters it. */
export type MeetingEntry = {
  proposal: number
  revision: number
  by: string | undefined
  approved: boolean
  /** Ids of the members who were there. */
  present: string[]
  reason: string
  on: Temporal.PlainDate
  at: Temporal.Instant
}

/** What keeps a meeting from having decided. */
export type Lack =
  | { lacks: 'functions'; heard: BoardFunction[]; least: number }
  | { lacks: 'owner'; owner: KnownMember | undefined }
  | { lacks: 'operator' }
  /** Somebody blocks, and nobody was there who may lift it. */
  | { lacks: 'sponsor'; blocker: string }
  | { lacks: 'day'; opened: Temporal.PlainDate }

export type MeetingOutcome =
  | { outcome: 'recorded' | 'closed' | 'outdated' | 'no right'; proposal: Proposal }
  | { outcome: 'refused'; lack: Lack; proposal: Proposal }

/** Whether it could be recorded, and if not, what it lacks. */
export async function checkMeeting(db: Database, entry: MeetingEntry): Promise<MeetingOutcome | undefined> {
  const proposal = await readProposal(db, entry.proposal)
  if (!proposal) return undefined
  return judge(proposal, await readPeople(db, proposal.parts, entry.at), entry)
}

/** Records what was decided in the room: it is the decision, whatever votes there were. */
export async function recordMeeting(
  db: Database,
  entry: MeetingEntry,
  now: Temporal.Instant,
): Promise<MeetingOutcome | undefined> {
  return await inSequence(db, async (tx, sequence) => {
    const before = await readProposal(tx, entry.proposal)
    if (!before) return undefined
    if (Temporal.Instant.compare(entry.at, before.deadline) >= 0) await settle(tx, before, sequence, now)
    const proposal = (await readProposal(tx, entry.proposal)) ?? before
    const people = await readPeople(tx, proposal.parts, now)
    const judged = judge(proposal, people, entry)
    if (judged.outcome !== 'recorded') return judged
    const { approved, reason, on } = entry
    const named = (id: string | undefined) => people.members.find((member) => member.id === id)
    const present = entry.present
      .flatMap((id) => named(id) ?? [])
      .map(({ name, function: team }) => ({ name, ...(team && { function: team }) }))
    const meeting = { approved, reason, on: on.toString(), present, by: named(entry.by)?.handle ?? '' }
    const state = approved ? 'approved' : 'rejected'
    const { tally } = standingNow(proposal, people, now)
    await close(tx, proposal, { state, because: 'meeting', tally, meeting }, sequence, now)
    return { outcome: 'recorded', proposal: (await readProposal(tx, proposal.id)) ?? proposal }
  })
}

function judge(proposal: Proposal, people: People, entry: MeetingEntry): MeetingOutcome {
  const by = people.members.find(({ id }) => id === entry.by)
  if (!allows(by, 'record-decision')) return { outcome: 'no right', proposal }
  if (proposal.outcome.state !== 'open') return { outcome: 'closed', proposal }
  if (proposal.revision !== entry.revision) return { outcome: 'outdated', proposal }
  const lack = lackOf(proposal, people, entry)
  return lack ? { outcome: 'refused', lack, proposal } : { outcome: 'recorded', proposal }
}

function lackOf(
  proposal: Proposal,
  people: People,
  { on, at, present, approved }: MeetingEntry,
): Lack | undefined {
  const dayOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(proposal.ruling.zone).toPlainDate()
  const opened = dayOf(proposal.openedAt)
  const isDay = Temporal.PlainDate.compare(opened, on) <= 0 && Temporal.PlainDate.compare(on, dayOf(at)) <= 0
  if (!isDay) return { lacks: 'day', opened }
  const there = new Set(
    people.members.filter((member) => isThere(member) && present.includes(member.id)).map(({ id }) => id),
  )
  const lack = turnLack(proposal, people, there, on)
  if (lack || !approved) return lack
  const block = proposal.votes.find(({ choice, answer }) => choice === 'block' && answer !== 'lifted')
  const lifted = !block || answerersOf(people.members, block.memberId).some(({ id }) => there.has(id))
  return lifted ? undefined : { lacks: 'sponsor', blocker: block.name }
}

/** Those who decide have to have been there: as many functions as the rule asks for, or the owner, or an admin. */
function turnLack(
  proposal: Proposal,
  people: People,
  there: Set<string>,
  on: Temporal.PlainDate,
): Lack | undefined {
  const turn = turnOf(proposal.ruling)
  const standIns = standsInFor(people.members, people.leaves, on)
  const heard = seatsOf(proposal, people).filter(
    ({ memberId }) =>
      there.has(memberId) ||
      standIns.some(({ member, deputy }) => member.id === memberId && there.has(deputy.id)),
  )
  if (turn === 'board') {
    const functions = BOARD_FUNCTIONS.filter((name) => heard.some((seat) => seat.function === name))
    const { least } = proposal.ruling.rule
    return functions.length >= least ? undefined : { lacks: 'functions', heard: functions, least }
  }
  if (heard.length > 0) return undefined
  if (turn === 'operator') return { lacks: 'operator' }
  const [owner] = seatsOf(proposal, people)
  return { lacks: 'owner', owner: people.members.find(({ id }) => id === owner?.memberId) }
}
