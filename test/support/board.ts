import { seedDemo } from '#prisma/seed-demo.ts'
import { type Ballot, castVote } from '#src/board/cast-vote.ts'
import type { Change, PartChange } from '#src/board/change.ts'
import { claimsById } from '#src/board/diff.ts'
import { openProposal } from '#src/board/open-proposal.ts'
import type { Choice, Proposal } from '#src/board/proposal.ts'
import type { Database } from '#src/db/connect.ts'

export const NOW = Temporal.Instant.from('2026-11-20T09:00:00Z')
export const DEADLINE = Temporal.Instant.from('2026-11-27T17:00:00Z')

/** Who sits on the demo company's board. */
const BOARD = ['lou', 'jonas', 'ada', 'lea', 'ines']

/** The demo company's board, with a hand for opening proposals and voting by handle. */
export type DemoBoard = Awaited<ReturnType<typeof demoBoard>>

export async function demoBoard(db: Database) {
  await seedDemo(db, NOW, 'Europe/Berlin')
  const carla = await db.entry.findUniqueOrThrow({
    where: { kind_slug: { kind: 'persona', slug: 'carla-operations-lead' } },
  })
  const members = new Map((await db.member.findMany()).map((member) => [member.handle, member]))
  const idOf = (handle: string): string => members.get(handle)?.id ?? ''
  let sources = 0

  /** Carla's claim as it stands, with another text. */
  async function rewording(claimId: string, text: string): Promise<Change> {
    const { body } = await db.entry.findUniqueOrThrow({ where: { id: carla.id } })
    const found = claimsById(body as object).get(claimId)
    if (!found) throw new Error(`Carla has no claim ${claimId}.`)
    return { type: 'changed', field: found.field, before: found.claim, after: { ...found.claim, text } }
  }

  const partOf = (changes: Change[], baseVersion = 1): PartChange => ({
    ...{ kind: carla.kind, slug: carla.slug, entryId: carla.id, baseVersion, changes },
  })

  async function propose(claimId: string, text: string, options: { source?: string; by?: string } = {}) {
    const { source = `test/${++sources}`, by = 'mina' } = options
    const { version } = await db.entry.findUniqueOrThrow({ where: { id: carla.id } })
    const wanted = {
      source,
      proposer: { id: idOf(by), handle: by },
      parts: [partOf([await rewording(claimId, text)], version)],
      rationale: 'Interviews',
    }
    return await openProposal(db, wanted, { channelId: 'C1', zone: 'Europe/Berlin' }, NOW)
  }

  return {
    carla,
    idOf,
    rewording,
    partOf,
    propose,
    async opened(claimId: string, text: string): Promise<Proposal> {
      const outcome = await propose(claimId, text)
      if (outcome.outcome !== 'open') throw new Error(`The proposal was not opened: ${outcome.outcome}.`)
      return outcome.proposal
    },
    async vote(proposal: Proposal, handle: string, choice: Choice, ballot: Partial<Ballot> = {}, now = NOW) {
      const { id, revision } = proposal
      return await castVote(
        db,
        { proposal: id, revision, memberId: idOf(handle), choice, reason: undefined, at: now, ...ballot },
        now,
      )
    },
    /** These approve, and all others leave it to them: nobody is left who could block. */
    async approve(proposal: Proposal, ...handles: string[]) {
      for (const handle of handles) await this.vote(proposal, handle, 'approve')
      const others = BOARD.filter((handle) => !handles.includes(handle))
      for (const handle of others.slice(0, -1)) await this.vote(proposal, handle, 'abstain')
      return await this.vote(proposal, others.at(-1) ?? '', 'abstain')
    },
    async textOf(claimId: string): Promise<unknown> {
      const { body } = await db.entry.findUniqueOrThrow({ where: { id: carla.id } })
      return claimsById(body as object).get(claimId)?.claim.text
    },
  }
}
