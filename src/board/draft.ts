import { digestOf } from '#src/knowledge/digest.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { applyChanges } from './apply.ts'
import { type AnyClaim, anyClaim, type Change } from './change.ts'
import { claimsById } from './diff.ts'

/** What somebody wants to change: one claim of an entry, or a field that is to get another one. */
export type Target = { claim: string } | { field: string }

/** What somebody wants it to say, by the keys of the claim: undefined is taken out, what is not there stays. */
export type Wording = { said: Record<string, unknown>; cites: string[] }

export type Drafted =
  | { change: Change }
  /** The claim says something else by now, or is gone, since the person looked at it. */
  | { moved: AnyClaim | undefined }
  | { same: true }
  | { invalid: string }

/** Makes a change of what was filled in. `seen` is the digest of the claim that the person had before them. */
export function draftChange(
  entry: Entry,
  target: Target,
  wording: Wording | 'remove',
  seen: string | undefined,
  newId: () => string,
): Drafted {
  if ('field' in target) {
    if (wording === 'remove') return { same: true }
    return checked(entry, { type: 'added', field: target.field, after: reworded({ id: newId() }, wording) })
  }
  const found = claimsById(entry.body).get(target.claim)
  if (!found || seenOf(found.claim) !== seen) return { moved: found?.claim }
  const { field, claim: before } = found
  if (wording === 'remove') return checked(entry, { type: 'removed', field, before })
  const after = reworded(before, wording)
  return digestOf(after) === digestOf(before)
    ? { same: true }
    : checked(entry, { type: 'changed', field, before, after })
}

/** A short digest of a claim, to see whether it still says what somebody saw. */
export const seenOf = (claim: AnyClaim): string => digestOf(claim).slice(0, 16)

function reworded(claim: { id: string; cites?: string[] }, { said, cites }: Wording): AnyClaim {
  const kept = Object.entries({ ...claim, ...said }).filter(([, value]) => value !== undefined)
  return anyClaim.parse({ ...Object.fromEntries(kept), cites: inOldOrder(cites, claim.cites) })
}

/** Sources in the order in which they stood, so that choosing the same ones is no change. */
const inOldOrder = (cites: string[], before: string[] = []): string[] => [
  ...before.filter((slug) => cites.includes(slug)),
  ...cites.filter((slug) => !before.includes(slug)),
]

function checked(entry: Entry, change: Change): Drafted {
  const result = applyChanges(entry.kind, entry, [change])
  return 'invalid' in result ? { invalid: result.invalid } : { change }
}
