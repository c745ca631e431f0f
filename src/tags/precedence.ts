import { z } from 'zod'
import { claim } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { METHODS } from './tag.ts'

/** Whose word counts where the ways of tagging an account name different personas. */
export const tagPrecedence = defineKind({
  name: 'tag-precedence',
  called: 'order of tags',
  folder: 'tag-precedence',
  description: 'The order in which the ways of tagging count where they name different personas',
  defaultStatus: 'active',
  fields: {
    order: z
      .array(z.enum(METHODS))
      .refine(
        (order) => order.length === METHODS.length && new Set(order).size === METHODS.length,
        `each of ${METHODS.join(', ')} once`,
      )
      .describe(`The first one that names a persona counts: ${METHODS.join(', ')} in your order`),
    reasons: z.array(claim('Why in this order', {})).default([]).describe('Why in this order'),
  },
  askedBy: { order: 'order first precedence count', reasons: 'why reason' },
  names: () => [],
  references: () => [],
})
