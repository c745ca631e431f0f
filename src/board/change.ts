import { z } from 'zod'

/** A claim with all that its place adds, as it stands in a body. */
export const anyClaim = z.looseObject({ id: z.string(), cites: z.array(z.string()).default([]) })

const field = z.string()
const value = z.unknown().optional()

/**
 * What happens to one claim, to the order of a field's claims (by their ids), or to a field that holds no claims; with
 * what it said before, so that a change can be read and moved to a newer version.
 */
export const change = z.discriminatedUnion('type', [
  z.object({ type: z.literal('added'), field, after: anyClaim }),
  z.object({ type: z.literal('changed'), field, before: anyClaim, after: anyClaim }),
  z.object({ type: z.literal('removed'), field, before: anyClaim }),
  z.object({ type: z.literal('moved'), field, before: z.array(z.string()), after: z.array(z.string()) }),
  z.object({ type: z.literal('set'), field, before: value, after: value }),
])

export type AnyClaim = z.output<typeof anyClaim>
export type Change = z.output<typeof change>
export type ClaimChange = Extract<Change, { type: 'added' | 'changed' | 'removed' }>

/** What is done to one entry. Version 0 and no id: to one that is not there yet. */
export const partChange = z.object({
  kind: z.string(),
  slug: z.string(),
  entryId: z.string().optional(),
  baseVersion: z.number(),
  changes: z.array(change),
})
export type PartChange = z.output<typeof partChange>

export const isOfClaim = (each: Change): each is ClaimChange => each.type !== 'moved' && each.type !== 'set'

const claimIdOf = (each: ClaimChange): string => (each.type === 'added' ? each.after.id : each.before.id)

/** What a change holds of its entry as long as it is open: no second one may touch it. */
export function heldBy(each: Change): string {
  if (each.type === 'set') return `field:${each.field}`
  return each.type === 'moved' ? `order:${each.field}` : `claim:${claimIdOf(each)}`
}

export const isNew = ({ baseVersion }: Pick<PartChange, 'baseVersion'>): boolean => baseVersion === 0

/** What is done to the entry as a whole. */
export function whatOf(part: Pick<PartChange, 'baseVersion' | 'changes'>): 'new' | 'changed' | 'retired' {
  if (isNew(part)) return 'new'
  const retires = part.changes.some(
    (each) => each.type === 'set' && each.field === 'status' && each.after === 'retired',
  )
  return retires ? 'retired' : 'changed'
}

/** Everything that a part holds; of a new entry its name alone. */
export const holdsOf = (part: PartChange): string[] =>
  isNew(part) ? ['entry'] : [...new Set(part.changes.map(heldBy))]
