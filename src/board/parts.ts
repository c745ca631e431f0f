import type { Content, Entry } from '#src/knowledge/entry.ts'
import type { KindName } from '#src/knowledge/kinds.ts'
import { type Change, isNew, type PartChange, whatOf } from './change.ts'
import { diffContent } from './diff.ts'
import { sameButWords } from './rewording.ts'

/** The part that makes a new entry of a content. */
export const newEntry = (fresh: { kind: KindName; slug: string; content: Content }): PartChange => ({
  kind: fresh.kind,
  slug: fresh.slug,
  baseVersion: 0,
  changes: diffContent(fresh.kind, undefined, fresh.content),
})

/** The part that makes an entry say something else. */
export const changedEntry = (entry: Entry, after: Content): PartChange =>
  partOf(entry, diffContent(entry.kind, entry, after))

/** The part that does these changes to an entry. */
export const partOf = ({ id, kind, slug, version }: Entry, changes: Change[]): PartChange => ({
  ...{ kind, slug, entryId: id, baseVersion: version, changes },
})

/** How many entries would be new, changed and retired. */
export type PartCounts = { new: number; changed: number; retired: number }

export function countParts(parts: Pick<PartChange, 'baseVersion' | 'changes'>[]): PartCounts {
  const what = Map.groupBy(parts, whatOf)
  const count = (each: 'new' | 'changed' | 'retired') => what.get(each)?.length ?? 0
  return { new: count('new'), changed: count('changed'), retired: count('retired') }
}

/** Whether nothing but the words of statements would change: on the same evidence, about the same, none new or gone. */
export const isWordingOnly = (parts: PartChange[]): boolean =>
  parts.every(
    (part) =>
      !isNew(part) &&
      part.changes.every((each) => each.type === 'changed' && sameButWords(each.before, each.after)),
  )
