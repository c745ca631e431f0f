import { z } from 'zod'
import { claim, slug } from '#src/knowledge/claim.ts'
import { defineKind, type Refuse } from '#src/knowledge/kind.ts'
import { FUNCTIONS, memberFunction } from '#src/members/member.ts'
import { forPersona, personaReferences } from '#src/personas/for-persona.ts'

/** A link between two perspectives of the scorecard, that is thought to hold and is measured by persona. */
export const kpiLink = defineKind({
  name: 'kpi-link',
  called: 'KPI link',
  folder: 'kpi-links',
  description:
    'A link between KPIs of two perspectives: what is thought to go ahead of what, measured by persona',
  defaultStatus: 'active',
  fields: {
    first: slug.optional().describe('Slug of the KPI that is thought to go ahead'),
    training: memberFunction
      .optional()
      .describe(`Instead of first: how many finished a training, of one of ${FUNCTIONS.join(', ')}`),
    follows: slug.describe('Slug of the KPI that is thought to follow it'),
    expects: z
      .enum(['same', 'opposite'])
      .describe('same: both numbers rise together; opposite: one falls as the other rises'),
    lag: z
      .int('a whole number of periods')
      .min(0, '0 or more periods')
      .max(12, 'at most 12 periods')
      .default(1)
      .describe('So many periods later it follows, in months, or in quarters where either KPI is quarterly'),
    personas: z.array(slug).default([]).describe('Slugs of the personas it is for; left out: for all'),
    reasons: z
      .array(claim('Why one should go with the other', forPersona))
      .min(1, 'at least one reason')
      .describe('Why one should go with the other'),
  },
  check(body, refuse) {
    oneSide(body, refuse)
    if (body.first === body.follows) refuse(['follows'], 'another KPI than first')
  },
  askedBy: { reasons: 'why reason', follows: 'follow after', first: 'before ahead' },
  names: () => [],
  references: (body) => [
    ...personaReferences(body),
    ...(body.first === undefined ? [] : [{ kind: 'kpi', slug: body.first, path: ['first'] }]),
    { kind: 'kpi', slug: body.follows, path: ['follows'] },
  ],
})

function oneSide({ first, training }: { first?: unknown; training?: unknown }, refuse: Refuse): void {
  if ((first === undefined) === (training === undefined))
    refuse(['first'], 'either first, a KPI, or training, a function')
}
