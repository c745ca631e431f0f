import type { Entry } from '#src/knowledge/entry.ts'
import { type Change, type ClaimChange, isOfClaim, type PartChange } from './change.ts'
import { idsIn } from './claim-lists.ts'
import { claimsById, sameClaim } from './diff.ts'
import { saidIn, sameValue } from './said.ts'

/**
 * What a part wants, made of what its entry says today: it overwrites what has changed since, which whoever proposes
 * it again has seen. Undefined where the entry says all of it already.
 */
export function onToday(part: PartChange, entry: Entry | undefined): PartChange | undefined {
  if (!entry) return { kind: part.kind, slug: part.slug, baseVersion: 0, changes: part.changes }
  // What goes to another section is taken out and added: adding it does both.
  const added = new Set(part.changes.flatMap((each) => (each.type === 'added' ? [each.after.id] : [])))
  const wanted = part.changes.filter((each) => each.type !== 'removed' || !added.has(each.before.id))
  const changes = wanted.flatMap((each) => rebased(each, entry))
  const { kind, slug, id, version } = entry
  return changes.length === 0 ? undefined : { kind, slug, entryId: id, baseVersion: version, changes }
}

function rebased(change: Change, entry: Entry): Change[] {
  if (isOfClaim(change)) return rebasedClaim(change, entry)
  const now = saidIn(entry)[change.field]
  if (change.type === 'set') return sameValue(now, change.after) ? [] : [{ ...change, before: now }]
  const before = idsIn(saidIn(entry), change.field)
  return before.join(' ') === change.after.join(' ') ? [] : [{ ...change, before }]
}

function rebasedClaim(change: ClaimChange, { body }: Entry): Change[] {
  const now = claimsById(body).get(change.type === 'added' ? change.after.id : change.before.id)
  if (change.type === 'removed') return now ? [{ type: 'removed', field: now.field, before: now.claim }] : []
  const { field, after } = change
  if (!now) return [{ type: 'added', field, after }]
  if (now.field !== field)
    return [
      { type: 'removed', field: now.field, before: now.claim },
      { type: 'added', field, after },
    ]
  return sameClaim(now.claim, after) ? [] : [{ type: 'changed', field, before: now.claim, after }]
}
