import { z } from 'zod'
import { entriesOf, type Library } from '#src/knowledge/library.ts'

/** A thing to check in a refresh, and the handle of who checks it. */
const checkItem = z.object({
  id: z.string(),
  about: z.enum(['persona', 'negative', 'playbooks', 'untagged']),
  persona: z.string().optional(),
  owner: z.string().optional(),
})
export type CheckItem = z.output<typeof checkItem>

/** A ticked item: by whose handle, and when. */
const ticked = z.object({ item: z.string(), by: z.string(), at: z.iso.datetime() })
export type Ticked = z.output<typeof ticked>

/** The facts of a refresh: its items, and which were ticked when it was last told. */
export const checklist = z.object({ items: z.array(checkItem), ticks: z.array(ticked) })
export type Checklist = z.output<typeof checklist>

/** One item per persona, and those that belong to no single one. */
export function checklistOf(library: Library, ticks: Ticked[]): Checklist {
  const personas = entriesOf(library, 'persona')
  const owner = [...library.members.values()].find(({ roles }) => roles.includes('persona-owner'))?.handle
  const general = (['negative', 'playbooks', 'untagged'] as const).map((about) => ({
    id: about,
    about,
    ...(owner && { owner }),
  }))
  if (personas.length === 0) return { items: [], ticks }
  return {
    items: [
      ...personas
        .filter(({ body }) => body.kind !== 'negative')
        .map((persona) => ({
          id: `persona-${persona.slug}`,
          about: 'persona' as const,
          persona: persona.slug,
          ...(persona.owner !== undefined && { owner: persona.owner }),
        })),
      ...general,
    ],
    ticks,
  }
}
