import { claimsOf } from '#src/knowledge/claim.ts'
import type { Content } from '#src/knowledge/entry.ts'
import { isKindName, KINDS, type KindName } from '#src/knowledge/kinds.ts'
import { newOverflows, type Overflow, sayOverflow } from '#src/personas/one-page.ts'
import { type Change, isOfClaim } from './change.ts'
import { applyToClaims, idsIn, reorder, stillInOrder } from './claim-lists.ts'
import { claimsById, sameClaim } from './diff.ts'
import { contentOf, type Said, saidIn, sameValue, UNSAID } from './said.ts'

export type Applied =
  | { applied: Content }
  /** These claims and fields say something else by now than what the change was made of. */
  | { conflicting: { change: Change; now: unknown }[] }
  /** The kind's own rules refuse the outcome: what they expect, and of which field. */
  | { invalid: string; path: string }

/**
 * Puts changes onto an entry as it stands now, which may be newer than the version that they were made of: claims and
 * fields that they do not touch are left as they are. Without an entry they make a new one.
 */
export function applyChanges(kind: string, content: Content | undefined, changes: Change[]): Applied {
  if (!isKindName(kind)) return { invalid: 'a kind of entry that there is', path: 'kind' }
  const said = content ? saidIn(content) : UNSAID
  const conflicting = clashesOf(said, content?.body ?? {}, changes)
  if (conflicting.length > 0) return { conflicting }
  return validated(kind, changes.reduce(applyOne, said), content)
}

function clashesOf(said: Said, body: object, changes: Change[]): { change: Change; now: unknown }[] {
  const claims = claimsById(body)
  const gone = new Set(changes.flatMap((each) => (each.type === 'removed' ? [each.before.id] : [])))
  return changes.flatMap((change): { change: Change; now: unknown }[] => {
    if (change.type === 'set') {
      const now = said[change.field]
      return sameValue(now, change.before) ? [] : [{ change, now }]
    }
    if (change.type === 'moved')
      return stillInOrder(said, change) ? [] : [{ change, now: idsIn(said, change.field) }]
    const now = claims.get(change.type === 'added' ? change.after.id : change.before.id)
    if (change.type === 'added')
      return now === undefined || gone.has(change.after.id) ? [] : [{ change, now: now.claim }]
    return now?.field === change.field && sameClaim(now.claim, change.before)
      ? []
      : [{ change, now: now?.claim }]
  })
}

function applyOne(said: Said, change: Change): Said {
  if (isOfClaim(change)) return applyToClaims(said, change)
  return change.type === 'moved' ? reorder(said, change) : { ...said, [change.field]: change.after }
}

function validated(kind: KindName, said: Said, before: Content | undefined): Applied {
  const read = contentOf(kind, said)
  if ('invalid' in read) return read
  const { content } = read
  const refused: { invalid: string; path: string }[] = []
  KINDS[kind].check(content.body, (path, invalid) => refused.push({ invalid, path: String(path[0] ?? '') }))
  const ids = claimsOf(content.body).map(({ id }) => id)
  if (new Set(ids).size < ids.length)
    refused.push({ invalid: 'an id that is unique in the entry', path: 'id' })
  if (kind === 'persona' && content.status !== 'retired')
    refused.push(...newOverflows(content.body, before?.body).map(tooLong))
  const [first] = refused
  return first ?? { applied: content }
}

/** A card stays one page: what doesn't fit is refused before anybody votes on it. */
function tooLong(overflow: Overflow): { invalid: string; path: string } {
  const { found, expected } = sayOverflow(overflow)
  return { invalid: `${expected}; this would make it ${found}`, path: String(overflow.path[0] ?? '') }
}
