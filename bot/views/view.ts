import { z } from 'zod'
import type { Block } from '#bot/slack/blocks.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { KindName } from '#src/knowledge/kinds.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import type { Reading } from './reading.ts'

/** What an answer shows, as data: it is kept with the versions that it came from, so that it can be shown again. */
export type Shown = { view: string; [key: string]: unknown }

/** An answer on its way to a reader. */
export type Drawn = {
  /** What it is answered from, the entry that it is about first. */
  entries: Entry[]
  /** The claims that it draws on: behind Why?, and of which people from outside see those for customers. */
  claims: PlacedClaim[]
  blocks(): Block[]
}

export type View = {
  name: string
  /** Undefined where what it needs is not there, or no longer. */
  draw(what: Shown, reading: Reading): Drawn | undefined
}

/**
 * A way to show an answer. `material` finds what it needs in the library, `entries` says which entries that are, and
 * `claims` which of their claims it draws on: all of them, if left out.
 */
export function view<S extends z.ZodObject, Material>(spec: {
  name: string
  about: S
  material(about: z.output<S>, library: Library): Material | undefined
  entries(material: Material): Entry[]
  claims?(material: Material, about: z.output<S>): PlacedClaim[]
  blocks(material: Material, reading: Reading, about: z.output<S>): Block[]
}): View & { of(about: z.input<S>): Shown } {
  return {
    name: spec.name,
    of: (about) => ({ view: spec.name, ...about }),
    draw(what, reading) {
      const about = spec.about.safeParse(what)
      const material = about.success ? spec.material(about.data, reading.library) : undefined
      if (!about.success || material === undefined) return undefined
      const entries = spec.entries(material)
      return {
        entries,
        claims: spec.claims?.(material, about.data) ?? entries.flatMap(({ body }) => claimsOf(body)),
        blocks: () => spec.blocks(material, reading, about.data),
      }
    },
  }
}

/** The view of one entry as a whole, under the name of its kind. */
export const entryView = <K extends KindName>(
  kind: K,
  card: (entry: Entry<K>, reading: Reading) => Block[],
  name: string = kind,
) =>
  view({
    name,
    about: z.object({ slug: z.string() }),
    material: ({ slug }, library) => findEntry(library, kind, slug),
    entries: (entry) => [entry],
    blocks: (entry, reading) => card(entry, reading),
  })
