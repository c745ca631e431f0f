import type { Entry } from '#src/knowledge/entry.ts'
import { isKindName } from '#src/knowledge/kinds.ts'
import { applyChanges } from './apply.ts'
import type { Change, PartChange } from './change.ts'
import { changedEntry, newEntry } from './parts.ts'

/** An entry as a part of a proposal would have it: what its proposer goes on editing. Undefined where it no longer fits. */
export function asProposed(part: PartChange, today: Entry | undefined): Entry | undefined {
  const { kind, slug, changes } = part
  const outcome = applyChanges(kind, today, changes)
  if (!('applied' in outcome) || !isKindName(kind)) return undefined
  const { title } = outcome.applied
  const unborn = { id: '', kind, slug, names: [title], formerNames: [], version: 0, since: NEVER }
  return { ...(today ?? unborn), ...outcome.applied }
}

const NEVER = Temporal.Instant.fromEpochMilliseconds(0)

/** The parts of a proposal, with changes on top of what one of them does; one that does nothing any more is left out. */
export function partsWith(
  parts: PartChange[],
  at: number,
  changes: Change[],
  today: Entry | undefined,
): PartChange[] {
  const part = parts[at]
  const proposed = part && asProposed(part, today)
  if (!proposed) return []
  const outcome = applyChanges(proposed.kind, proposed, changes)
  if (!('applied' in outcome)) return []
  const { kind, slug } = proposed
  const fresh = today
    ? changedEntry(today, outcome.applied)
    : newEntry({ kind, slug, content: outcome.applied })
  return parts.toSpliced(at, 1, ...(fresh.changes.length > 0 ? [fresh] : []))
}

/** One change of a part, or all that it does. */
export type Spot = { part: number; change: number | 'all' }

/** The parts of a proposal without one of their changes, or without one of them. */
export const partsWithout = (parts: PartChange[], at: Spot): PartChange[] =>
  parts.flatMap((part, index) => {
    if (index !== at.part) return [part]
    if (at.change === 'all') return []
    const changes = part.changes.toSpliced(at.change, 1)
    return changes.length > 0 ? [{ ...part, changes }] : []
  })
