import { z } from 'zod'
import { whoHears } from '#src/freshness/answerable.ts'
import type { Library } from '#src/knowledge/library.ts'

/** So long a verdict counts. */
export const COUNTS_FOR = { hours: 180 * 24 }

/** Below so many verdicts a card says nothing of them. */
export const ENOUGH = 5

/** How often something was tried for a persona, and how often it worked. */
export const tried = z.object({
  kind: z.string(),
  slug: z.string(),
  persona: z.string().optional(),
  worked: z.number(),
  of: z.number(),
})
export type Tried = z.output<typeof tried>

/** Under what a count is found again. */
export const triedKey = (what: { kind: string; slug: string; persona?: string | undefined }): string =>
  `${what.kind}/${what.slug}/${what.persona ?? ''}`

/** How it went with the entries that somebody answers for, the most tried first. */
export function triedOf(handle: string, counts: Iterable<Tried>, library: Library): Tried[] {
  return [...counts]
    .filter(({ kind, slug }) => {
      const entry = library.entries.get(`${kind}/${slug}`)
      return entry !== undefined && whoHears(entry, library) === handle
    })
    .toSorted((a, b) => b.of - a.of)
}

/** Tried often enough to say so, and failed more often than not. */
export const isFailing = ({ worked, of }: Tried): boolean => of >= ENOUGH && worked * 2 < of
