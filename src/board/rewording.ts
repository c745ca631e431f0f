import { type AnyClaim, type Change, isOfClaim, type PartChange } from './change.ts'
import type { Voter } from './decide.ts'
import { sameClaim } from './diff.ts'
import type { EarlierText, Proposal, Unconfirmed } from './proposal.ts'
import { sameValue } from './said.ts'

type Changed = Extract<Change, { type: 'changed' }>

/** What a vote is worth when the text may have changed since. `past`: its voter heard so at an earlier edit. */
export type Standing = 'counts' | 'to confirm' | 'voided' | 'past'

/** A vote is for one text. Across edits of wording alone it can be confirmed, across any other it is void. */
export function standingOf(
  vote: { revision: number },
  present: Pick<Proposal, 'revision' | 'meaning'>,
  votedOn: Pick<EarlierText, 'meaning'> | undefined,
): Standing {
  if (vote.revision === present.revision) return 'counts'
  if (votedOn?.meaning === present.meaning) return 'to confirm'
  return votedOn?.meaning === present.meaning - 1 ? 'voided' : 'past'
}

/** Whether nothing but words would change: the same is done to the same claims of the same entries, on the same evidence. */
export const isRewording = (before: PartChange[], after: PartChange[]): boolean =>
  before.length === after.length &&
  before.every((part, index) => {
    const now = after[index]
    return (
      now?.kind === part.kind &&
      now.slug === part.slug &&
      now.changes.length === part.changes.length &&
      part.changes.every((change, at) => sameDone(change, now.changes[at]))
    )
  })

function sameDone(before: Change, after: Change | undefined): boolean {
  if (after === undefined || before.type !== after.type || before.field !== after.field) return false
  if (!isOfClaim(before) || !isOfClaim(after)) return sameValue(before, after)
  const sameStart =
    before.type === 'added' || after.type === 'added' || sameClaim(before.before, after.before)
  const sameEnd =
    before.type === 'removed' || after.type === 'removed' || sameButWords(before.after, after.after)
  return sameStart && sameEnd
}

/** Whether two claims differ in their words alone. */
export const sameButWords = (a: AnyClaim, b: AnyClaim): boolean => sameClaim(withoutWords(a), withoutWords(b))

const WORDS = new Set(['text', 'ifNot', 'then', 'when', 'want', 'soThat'])

const withoutWords = ({ id, cites, ...rest }: AnyClaim): AnyClaim => ({
  ...Object.fromEntries(Object.entries(rest).filter(([key]) => !WORDS.has(key))),
  id,
  cites,
})

/** From what somebody voted on to what is proposed now, claim by claim: only what is worded differently. */
export function rewordings(before: PartChange[], after: PartChange[]): Changed[] {
  const [old, fresh] = [before, after].map((parts) => parts.flatMap(({ changes }) => changes))
  return (fresh ?? []).flatMap((change, index): Changed[] => {
    const was = old?.[index]
    if (change.type !== 'added' && change.type !== 'changed') return []
    if (was?.type !== 'added' && was?.type !== 'changed') return []
    if (sameClaim(was.after, change.after)) return []
    return [{ type: 'changed', field: change.field, before: was.after, after: change.after }]
  })
}

/** The votes that wait for their voters' confirmation, of those who may still vote. */
export const askedOf = ({ outcome, unconfirmed }: Proposal, voters: Voter[]): Unconfirmed[] =>
  outcome.state === 'open'
    ? unconfirmed.filter((vote) => voters.some(({ memberId }) => memberId === vote.memberId))
    : []
