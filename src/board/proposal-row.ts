import { z } from 'zod'
import type { Prisma } from '#prisma/generated/client.ts'
import { BOARD_FUNCTIONS } from '#src/members/member.ts'
import {
  CHOICES,
  change,
  type EarlierText,
  type Proposal,
  type ProposalState,
  type Unconfirmed,
  type Vote,
} from './proposal.ts'
import { type Standing, standingOf } from './rewording.ts'

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

/** What is read with a proposal: its votes, and the texts that they may be for. */
export const voters = {
  votes: { include: { member: person }, orderBy: [{ at: 'asc' }, { memberId: 'asc' }] },
  earlier: true,
} as const satisfies Prisma.ProposalInclude

type Row = Prisma.ProposalGetPayload<{ include: typeof voters }> & {
  entry: Proposal['entry']
  proposer: Prisma.MemberGetPayload<typeof person>
}

/** A proposal as its row says it. */
export function proposalOf({ entry, proposer, votes, ...row }: Row): Proposal {
  const { id, source, baseVersion, rationale, revision, meaning, channelId, step } = row
  const texts = new Map(row.earlier.map((text) => [text.revision, earlierOf(text)]))
  const standing = (wanted: Standing) =>
    votes.filter((vote) => standingOf(vote, row, texts.get(vote.revision)) === wanted)
  return {
    ...{ id, source, entry, baseVersion, rationale, revision, meaning, channelId, step },
    changes: z.array(change).parse(row.changes),
    proposer: { id: proposer.id, handle: proposer.handle, ...slackOf(proposer) },
    openedAt: instantOf(row.openedAt),
    deadline: instantOf(row.deadline),
    outcome: outcomeOf(row),
    votes: standing('counts').flatMap((vote) => voteOf(vote) ?? []),
    unconfirmed: standing('to confirm').flatMap((vote) => unconfirmedOf(vote, texts) ?? []),
    voided: standing('voided').map(({ memberId, member }) => ({ memberId, ...slackOf(member) })),
  }
}

const earlierOf = ({ revision, meaning, changes, rationale }: Row['earlier'][number]): EarlierText => ({
  ...{ revision, meaning, rationale },
  changes: z.array(change).parse(changes),
})

function unconfirmedOf(row: Row['votes'][number], texts: Map<number, EarlierText>): Unconfirmed | undefined {
  const [vote, votedOn] = [voteOf(row), texts.get(row.revision)]
  return vote && votedOn && { ...vote, slackUserId: slackOf(row.member).slackUserId, votedOn }
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
