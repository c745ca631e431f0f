import type { Change, PartChange } from '#src/board/change.ts'
import { asProposed, partsWith } from '#src/board/edit-part.ts'
import { partOf } from '#src/board/parts.ts'
import { type Proposal, partChanges } from '#src/board/proposal.ts'
import { readProposal } from '#src/board/store.ts'
import type { Context } from '#src/context.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { KindName } from '#src/knowledge/kinds.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'

/** What a form is about: an entry, or a part of an open proposal (`part`: its place, where there are several). */
type About = {
  kind: KindName
  slug?: string | undefined
  proposal?: number | undefined
  part?: number | undefined
}

/** The entry that a form changes, the proposal that it edits, and what changes make of it. */
export type Work = {
  entry: Entry
  edited: Proposal | undefined
  partsOf: (changes: Change[]) => PartChange[]
}

/** Finds what a form works on: an entry as it is, or as the proposal that is edited would have it. */
export async function workOn(about: About, library: Library, ctx: Context): Promise<Work | undefined> {
  const { kind, slug, proposal, part } = about
  const today = slug === undefined ? undefined : findEntry(library, kind, slug)
  const edited = proposal === undefined ? undefined : await readProposal(ctx.db, proposal)
  const mine = part === undefined ? undefined : edited?.parts[part]
  if (!edited || !mine || part === undefined)
    return today && { entry: today, edited, partsOf: (changes) => [partOf(today, changes)] }
  const entry = asProposed(mine, today)
  const parts = partChanges.parse(edited.parts)
  return entry && { entry, edited, partsOf: (changes) => partsWith(parts, part, changes, today) }
}
