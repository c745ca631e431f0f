import { z } from 'zod'
import { KINDS, type KindName } from '#src/knowledge/kinds.ts'

/** A field of a body that holds claims, and what a claim there needs. */
export type ClaimField = {
  field: string
  /** "If X is not fulfilled, then Y" in place of one text. */
  rule: boolean
  /** Whether a claim there is about one persona. */
  persona: 'none' | 'optional' | 'required'
}

/** The fields of a kind that hold claims, in the order of its schema. */
export function claimFields(kind: KindName): ClaimField[] {
  return Object.entries(KINDS[kind].body.shape).flatMap(([field, schema]) => {
    const item = itemOf(schema)
    if (!(item instanceof z.ZodObject) || !('cites' in item.shape)) return []
    const persona: unknown = item.shape.persona
    return [
      {
        field,
        rule: 'ifNot' in item.shape,
        persona: persona === undefined ? 'none' : persona instanceof z.ZodOptional ? 'optional' : 'required',
      },
    ]
  })
}

function itemOf(schema: unknown): unknown {
  if (schema instanceof z.ZodDefault) return itemOf(schema.unwrap())
  return schema instanceof z.ZodArray ? schema.element : undefined
}
