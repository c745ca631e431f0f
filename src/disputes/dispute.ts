import { allows } from '#src/members/authority.ts'
import type { KnownMember, TeamFunction } from '#src/members/member.ts'

/** Something that a function doesn't believe. It stays with the number, and before the board until it is settled. */
export type Dispute = {
  id: string
  /** The key of a review's post, or `finding/` and its id. */
  subject: string
  /** Slug. */
  persona: string
  /** The KPI, or the kind of the finding; and how it was said. */
  about: string
  said: string
  text: string
  function: TeamFunction | undefined
  raisedBy: string
  raisedAt: Temporal.Instant
  settled: { words: string; by: string; at: Temporal.Instant } | undefined
}

export const disputeKey = ({ id }: Pick<Dispute, 'id'>): string => `dispute/${id}`

/** The board settles it, or whoever answers for personas and numbers. */
export const maySettle = (member: KnownMember | undefined): boolean => allows(member, 'settle-dispute')
