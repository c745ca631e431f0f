import type { Database } from '#src/db/connect.ts'
import { inSequence } from '#src/knowledge/sequence.ts'
import type { Press } from './cast-vote.ts'
import { readPeople } from './people.ts'
import type { Proposal } from './proposal.ts'
import { turnOf } from './ruling.ts'
import { type People, seatsOf, spokenFor, standInsAt, votersAmong } from './seats.ts'
import { bringBeforeBoard, settle } from './settle.ts'
import { readProposal } from './store.ts'

export type ObjectOutcome =
  | { outcome: 'brought' | 'closed' | 'outdated' | 'no right' | 'own'; proposal: Proposal }
  /** It is the board's already, or nobody else's but an admin's. */
  | { outcome: 'nothing to object to'; proposal: Proposal }

export type Objection = Press & { reason: string }

/** Whether an objection would count, before its reason is asked for. */
export async function checkObjection(db: Database, press: Press): Promise<ObjectOutcome | undefined> {
  const proposal = await readProposal(db, press.proposal)
  if (!proposal) return undefined
  return { outcome: judge(proposal, await readPeople(db, proposal.parts, press.at), press), proposal }
}

/** Brings before the board what its owner would decide. */
export async function objectTo(
  db: Database,
  { reason, ...press }: Objection,
  now: Temporal.Instant,
): Promise<ObjectOutcome | undefined> {
  return await inSequence(db, async (tx, sequence) => {
    const before = await readProposal(tx, press.proposal)
    if (!before) return undefined
    if (Temporal.Instant.compare(press.at, before.deadline) >= 0) await settle(tx, before, sequence, now)
    const proposal = (await readProposal(tx, press.proposal)) ?? before
    const people = await readPeople(tx, proposal.parts, now)
    const outcome = judge(proposal, people, press)
    if (outcome !== 'brought' || isRepeated(proposal, people, press)) return { outcome, proposal }
    const by = people.members.find(({ id }) => id === press.memberId)
    const brought = { at: now.toString(), reason, ...(by && { by: by.handle }) }
    await settle(tx, await bringBeforeBoard(tx, proposal, brought, now), sequence, now)
    return { outcome, proposal: (await readProposal(tx, proposal.id)) ?? proposal }
  })
}

function judge(proposal: Proposal, people: People, press: Press): ObjectOutcome['outcome'] {
  const { ruling, outcome, revision, proposer } = proposal
  const standIns = standInsAt(proposal, people, press.at)
  const speaksFor = (seats: ReturnType<typeof seatsOf>) => spokenFor(press.memberId, seats, standIns)
  const seats = speaksFor(votersAmong(people.members))
  if (seats.length === 0) return 'no right'
  if (outcome.state !== 'open') return 'closed'
  if (isRepeated(proposal, people, press)) return 'brought'
  if (turnOf(ruling) !== 'owner') return 'nothing to object to'
  if (proposer.id === press.memberId || speaksFor(seatsOf(proposal, people)).length > 0) return 'own'
  return revision === press.revision ? 'brought' : 'outdated'
}

const isRepeated = ({ ruling }: Proposal, { members }: People, press: Press): boolean =>
  ruling.brought?.by !== undefined &&
  ruling.brought.by === members.find(({ id }) => id === press.memberId)?.handle
