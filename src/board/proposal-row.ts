import { z } from 'zod'
import type { Prisma } from '#prisma/generated/client.ts'
import { FUNCTIONS } from '#src/members/member.ts'
import { type Change, change } from './change.ts'
import {
  ANSWERS,
  CHOICES,
  carried,
  type EarlierText,
  obstacle,
  origin,
  type Part,
  type Proposal,
  type ProposalState,
  partChanges,
  type Unconfirmed,
  type Vote,
} from './proposal.ts'
import { type Standing, standingOf } from './rewording.ts'
import { readRuling } from './ruling.ts'

/** What is read of a person: their name, and where they are in Slack. */
const person = {
  select: {
    id: true,
    handle: true,
    name: true,
    slackUserId: true,
    identities: { orderBy: { checkedAt: 'desc' }, take: 1 },
  },
} as const satisfies Prisma.MemberDefaultArgs

/** What is read with a proposal: whose it is, its parts, its votes, and the texts that they may be for. */
export const around = {
  proposer: person,
  parts: { include: { entry: { select: { title: true } } }, orderBy: { position: 'asc' } },
  votes: {
    include: { member: person, castBy: { select: { id: true, name: true } } },
    orderBy: [{ at: 'asc' }, { memberId: 'asc' }],
  },
  earlier: true,
  ruling: true,
} as const satisfies Prisma.ProposalInclude

type Row = Prisma.ProposalGetPayload<{ include: typeof around }>

/** A proposal as its row says it. */
export function proposalOf({ proposer, votes, ...row }: Row): Proposal {
  const { id, source, rationale, evidence, revision, meaning, channelId, step } = row
  const texts = new Map(row.earlier.map((text) => [text.revision, earlierOf(text)]))
  const standing = (wanted: Standing) =>
    votes.filter((vote) => standingOf(vote, row, texts.get(vote.revision)) === wanted)
  return {
    ...{ id, source, rationale, evidence, revision, meaning, channelId, step },
    parts: row.parts.map(partOf),
    origin: origin.safeParse(row.origin).data,
    carried: carried.safeParse(row.carried).data,
    proposer: { id: proposer.id, handle: proposer.handle, ...slackOf(proposer) },
    openedAt: instantOf(row.openedAt),
    deadline: instantOf(row.deadline),
    outcome: outcomeOf(row),
    ruling: readRuling(row.ruling?.said),
    votes: standing('counts').flatMap((vote) => voteOf(vote) ?? []),
    unconfirmed: standing('to confirm').flatMap((vote) => unconfirmedOf(vote, texts) ?? []),
    voided: standing('voided').map(({ memberId, member }) => ({ memberId, ...slackOf(member) })),
  }
}

const changesOf = z.array(change)

function partOf({ kind, slug, entryId, baseVersion, entry, version, ...row }: Row['parts'][number]): Part {
  const changes = changesOf.parse(row.changes)
  const part = { kind, slug, baseVersion, changes, ...(entryId !== null && { entryId }) }
  return { ...part, title: entry?.title ?? titleIn(changes) ?? slug, version: version ?? undefined }
}

/** The title that a new entry is to have. */
function titleIn(changes: Change[]): string | undefined {
  const title = changes.find((each) => each.type === 'set' && each.field === 'title')
  return title?.type === 'set' && typeof title.after === 'string' ? title.after : undefined
}

const earlierOf = ({ revision, meaning, parts, rationale }: Row['earlier'][number]): EarlierText => ({
  ...{ revision, meaning, rationale },
  parts: partChanges.parse(parts),
})

function unconfirmedOf(row: Row['votes'][number], texts: Map<number, EarlierText>): Unconfirmed | undefined {
  const [vote, votedOn] = [voteOf(row), texts.get(row.revision)]
  return vote && votedOn && { ...vote, slackUserId: slackOf(row.member).slackUserId, votedOn }
}

function outcomeOf({ state, closedAt, ...row }: Pick<Row, 'state' | 'closedAt' | 'obstacle'>): ProposalState {
  if (!closedAt) return { state: state === 'draft' ? 'draft' : 'open' }
  const at = instantOf(closedAt)
  const plain = (['approved', 'rejected', 'expired', 'withdrawn'] as const).find((each) => each === state)
  if (plain) return { state: plain, at }
  const stood = obstacle.safeParse(row.obstacle).data ?? { clashes: [], faults: [] }
  return { state: state === 'superseded' ? 'superseded' : 'conflicting', at, obstacle: stood }
}

function voteOf({ member, function: team, at, ...row }: Row['votes'][number]): Vote | undefined {
  const choice = CHOICES.find((each) => each === row.choice)
  if (!choice) return undefined
  return {
    memberId: row.memberId,
    handle: member.handle,
    name: member.name,
    function: FUNCTIONS.find((each) => each === team),
    choice,
    reason: row.reason ?? undefined,
    at: instantOf(at),
    castBy: row.castBy ?? undefined,
    answer: ANSWERS.find((each) => each === row.answer),
    answeredBy: row.answeredBy ?? undefined,
  }
}

const slackOf = ({ name, slackUserId, identities }: Row['proposer']) => ({
  name,
  slackUserId: identities[0]?.userId ?? slackUserId ?? undefined,
})

const instantOf = (date: Date): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(date.getTime())
