import type { Voter } from './decide.ts'
import { sameClaim } from './diff.ts'
import type { AnyClaim, Change, EarlierText, Proposal, Unconfirmed } from './proposal.ts'

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

/** Whether nothing but words would change: the same is done to the same claims, on the same evidence. */
export const isRewording = (before: Change[], after: Change[]): boolean =>
  before.length === after.length && before.every((change, index) => sameButWords(change, after[index]))

function sameButWords(before: Change, after: Change | undefined): boolean {
  if (after === undefined || before.type !== after.type || before.field !== after.field) return false
  const sameStart =
    before.type === 'added' || after.type === 'added' || sameClaim(before.before, after.before)
  const sameEnd =
    before.type === 'removed' ||
    after.type === 'removed' ||
    sameClaim(withoutWords(before.after), withoutWords(after.after))
  return sameStart && sameEnd
}

const WORDS = new Set(['text', 'ifNot', 'then', 'when', 'want', 'soThat'])

const withoutWords = ({ id, cites, ...rest }: AnyClaim): AnyClaim => ({
  ...Object.fromEntries(Object.entries(rest).filter(([key]) => !WORDS.has(key))),
  id,
  cites,
})

/** From what somebody voted on to what is proposed now, claim by claim: only what is worded differently. */
export function rewordings(before: Change[], after: Change[]): Changed[] {
  return after.flatMap((change, index): Changed[] => {
    const old = before[index]
    if (change.type === 'removed' || old === undefined || old.type === 'removed') return []
    if (sameClaim(old.after, change.after)) return []
    return [{ type: 'changed', field: change.field, before: old.after, after: change.after }]
  })
}

/** The votes that wait for their voters' confirmation, of those who may still vote. */
export const askedOf = ({ outcome, unconfirmed }: Proposal, voters: Voter[]): Unconfirmed[] =>
  outcome.state === 'open'
    ? unconfirmed.filter((vote) => voters.some(({ memberId }) => memberId === vote.memberId))
    : []
