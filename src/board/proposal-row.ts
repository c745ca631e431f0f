import { z } from 'zod'
import type { Prisma } from '#prisma/generated/client.ts'
import { BOARD_FUNCTIONS } from '#src/members/member.ts'
import { CHOICES, change, type Proposal, type ProposalState, type Vote } from './proposal.ts'

/** What is read of a person: their name, and where they are in Slack. */
export const person = {
  select: {
    id: true,
    handle: true,
    name: true,
    slackUserId: true,
    identities: { orderBy: { checkedAt: 'desc' }, take: 1 },
  },
} as const satisfies Prisma.MemberDefaultArgs

/** What is read with the votes. */
export const voters = {
  votes: { include: { member: person }, orderBy: [{ at: 'asc' }, { memberId: 'asc' }] },
} as const satisfies Prisma.ProposalInclude

type Row = Prisma.ProposalGetPayload<{ include: typeof voters }> & {
  entry: Proposal['entry']
  proposer: Prisma.MemberGetPayload<typeof person>
}

/** A proposal as its row says it. */
export function proposalOf({ entry, proposer, votes, ...row }: Row): Proposal {
  const { id, source, baseVersion, rationale, revision, channelId, step } = row
  return {
    ...{ id, source, entry, baseVersion, rationale, revision, channelId, step },
    changes: z.array(change).parse(row.changes),
    proposer: { id: proposer.id, handle: proposer.handle, ...slackOf(proposer) },
    openedAt: instantOf(row.openedAt),
    deadline: instantOf(row.deadline),
    outcome: outcomeOf(row),
    votes: votes.filter((vote) => vote.revision === revision).flatMap((vote) => voteOf(vote) ?? []),
    voided: votes.filter((vote) => vote.revision === revision - 1).map(({ member }) => slackOf(member)),
  }
}

function outcomeOf({ state, closedAt, version }: Pick<Row, 'state' | 'closedAt' | 'version'>): ProposalState {
  if (!closedAt) return { state: 'open' }
  const at = instantOf(closedAt)
  if (state === 'approved') return { state, at, version: version ?? 0 }
  const others = ['rejected', 'expired', 'withdrawn', 'conflicting'] as const
  return { state: others.find((each) => each === state) ?? 'conflicting', at }
}

function voteOf({
  memberId,
  member,
  choice,
  reason,
  function: team,
  at,
}: Row['votes'][number]): Vote | undefined {
  const chosen = CHOICES.find((each) => each === choice)
  const spokenFor = BOARD_FUNCTIONS.find((each) => each === team)
  if (!chosen || !spokenFor) return undefined
  const { handle, name } = member
  return {
    memberId,
    handle,
    name,
    function: spokenFor,
    choice: chosen,
    reason: reason ?? undefined,
    at: instantOf(at),
  }
}

const slackOf = ({ name, slackUserId, identities }: Row['proposer']) => ({
  name,
  slackUserId: identities[0]?.userId ?? slackUserId ?? undefined,
})

const instantOf = (date: Date): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(date.getTime())
