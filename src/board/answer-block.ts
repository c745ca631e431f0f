import { appendAudit } from '#src/audit/store.ts'
import type { Database } from '#src/db/connect.ts'
import { inSequence } from '#src/knowledge/sequence.ts'
import { allows } from '#src/members/authority.ts'
import { membersSince } from '#src/members/store.ts'
import type { Press } from './cast-vote.ts'
import type { Answer, Proposal } from './proposal.ts'
import { answerersOf } from './seats.ts'
import { settle } from './settle.ts'
import { readProposal } from './store.ts'
import { answerVote } from './vote-store.ts'

export type AnswerOutcome =
  | { outcome: 'answered' | 'closed' | 'no right'; proposal: Proposal }
  /** It was taken back, is about an earlier text, or somebody has answered it before. */
  | { outcome: 'gone'; proposal: Proposal }

/** `blocker`: the member whose seat blocks. */
export type BlockAnswer = Press & { blocker: string; answer: Answer }

/** Lifts a block, which then is a vote against, or upholds it, which rejects the proposal. */
export async function answerBlock(
  db: Database,
  { blocker, answer, ...press }: BlockAnswer,
  now: Temporal.Instant,
): Promise<AnswerOutcome | undefined> {
  return await inSequence(db, async (tx, sequence) => {
    const before = await readProposal(tx, press.proposal)
    if (!before) return undefined
    const members = await membersSince(tx, -1n)
    const by = members.find(({ id }) => id === press.memberId)
    const seat = answerersOf(members, blocker).map(({ handle }) => handle)
    if (!by || !allows(by, 'answer-block', { seat })) return { outcome: 'no right', proposal: before }
    if (Temporal.Instant.compare(press.at, before.deadline) >= 0) await settle(tx, before, sequence, now)
    const proposal = (await readProposal(tx, press.proposal)) ?? before
    if (proposal.outcome.state !== 'open') return { outcome: 'closed', proposal }
    if (proposal.revision !== press.revision) return { outcome: 'gone', proposal }
    const said = { memberId: blocker, answer, by: by.handle }
    if (!(await answerVote(tx, proposal, said, now))) return { outcome: 'gone', proposal }
    await appendAudit(tx, {
      ...{ actor: by.handle, action: `block ${answer}`, subject: `proposal/${proposal.id}` },
      payload: { blocker, revision: proposal.revision },
      at: new Date(now.epochMilliseconds),
    })
    const answered = (await readProposal(tx, proposal.id)) ?? proposal
    await settle(tx, answered, sequence, now)
    return { outcome: 'answered', proposal: (await readProposal(tx, proposal.id)) ?? answered }
  })
}
