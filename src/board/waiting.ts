import type { Database } from '#src/db/connect.ts'
import { ownedIn, readPeople } from './people.ts'
import type { Proposal } from './proposal.ts'
import { type Stand, standOf } from './seats.ts'
import { listOpen, readProposal } from './store.ts'

/** An open proposal, and for whom it waits. */
export type Waiting = { proposal: Proposal; stand: Stand }

/** Every open proposal as it stands now, the one that is decided first in front. */
export async function listWaiting(db: Database, now: Temporal.Instant): Promise<Waiting[]> {
  const waiting: Waiting[] = []
  for (const id of await listOpen(db)) {
    const proposal = await readProposal(db, id)
    if (proposal) waiting.push(await waitingOf(proposal, db, now))
  }
  return waiting
}

export async function waitingOf(proposal: Proposal, db: Database, now: Temporal.Instant): Promise<Waiting> {
  return { proposal, stand: standOf(proposal, await readPeople(db, ownedIn(proposal), now), now) }
}

/** Whether somebody is asked: for themselves, or for whom they stand in for. */
export const asks = ({ stand }: Waiting, memberId: string): boolean =>
  stand.silent.some(({ asked }) => asked.id === memberId)
