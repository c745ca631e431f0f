import type { ClaimChange } from '#src/board/change.ts'
import { claimFields } from '#src/board/claim-fields.ts'
import { claimsById } from '#src/board/diff.ts'
import { seenOf } from '#src/board/draft.ts'
import type { Origin } from '#src/board/proposal.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { wording } from './wording.ts'

/** `proposal`: the one that would get another text; else it is a new one, from `origin`. */
type Of = { rationale: string; evidence: string[]; proposal?: number; draft?: boolean; origin?: Origin }

/** The form of one claim, filled in with what a change wants; undefined where its claim is gone. */
export function formFor(
  change: ClaimChange,
  { rationale, evidence: because, proposal, draft = false, origin }: Of,
  entry: Entry,
  library: Library,
) {
  const field = claimFields(entry.kind).find((each) => each.field === change.field)
  const now = change.type === 'added' ? undefined : claimsById(entry.body).get(change.before.id)?.claim
  if (!field || (change.type !== 'added' && !now)) return undefined
  const target = change.type === 'added' ? { field: change.field } : { claim: change.before.id }
  const about = { kind: entry.kind, slug: entry.slug, target, seen: now && seenOf(now), proposal, origin }
  const initial = change.type === 'removed' ? change.before : change.after
  const editing = proposal !== undefined
  const facts = { entry, library, field, now, initial, rationale, because, moved: false, editing, draft }
  return wording.open(about, facts)
}
