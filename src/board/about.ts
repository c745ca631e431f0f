import { z } from 'zod'
import type { PartChange } from './change.ts'
import { countParts } from './parts.ts'
import type { Part } from './proposal.ts'

/**
 * What a proposal is about, in short: its first entry with the fields that would change, and how many entries would be
 * new, changed and retired. Without counts it is about one that changes, as what was kept before them was.
 */
export const about = z.object({
  kind: z.string(),
  slug: z.string(),
  title: z.string(),
  fields: z.array(z.string()),
  counts: z.object({ new: z.number(), changed: z.number(), retired: z.number() }).optional(),
})
export type About = z.output<typeof about>

export function aboutOf({ parts }: { parts: Part[] }): About {
  const [first] = parts
  return {
    kind: first?.kind ?? '',
    slug: first?.slug ?? '',
    title: first?.title ?? '',
    fields: fieldsOf(first),
    counts: countParts(parts),
  }
}

const fieldsOf = (part: PartChange | undefined): string[] => [
  ...new Set(part?.changes.map(({ field }) => field)),
]
