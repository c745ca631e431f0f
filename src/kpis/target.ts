import { z } from 'zod'
import { claim, slug } from '#src/knowledge/claim.ts'
import { defineKind, isoDate } from '#src/knowledge/kind.ts'
import { personaReferences } from '#src/personas/for-persona.ts'

/** What a KPI of one persona is to reach by a day. It stands beside the persona's range and never instead of it. */
export const target = defineKind({
  name: 'target',
  called: 'target',
  folder: 'targets',
  description: 'A target: what a KPI of one persona is to reach, from when to when, and what speaks for it',
  defaultStatus: 'active',
  fields: {
    kpi: slug.describe('Slug of the KPI'),
    persona: slug.describe('Slug of the persona'),
    value: z
      .number()
      .describe("What is to be reached, in the KPI's unit: 0.95 for a share of 95 %, 12 for € 12 or 12 days"),
    from: isoDate.describe('The first day on which it holds'),
    until: isoDate.describe('The day by which it is to be reached, and the last on which it holds'),
    rival: slug
      .optional()
      .describe("Slug of the competitor whose offer it answers to: a rival's pilot in 14 days, for example"),
    reasons: z
      .array(claim('Why it can and has to be reached', {}))
      .min(1, 'at least one reason')
      .describe('Why it can and has to be reached, with the evidence that it rests on'),
  },
  check({ from, until, reasons }, refuse) {
    if (until <= from) refuse(['until'], 'a day after from')
    if (reasons.every(({ cites }) => cites.length === 0))
      refuse(['reasons'], 'a reason that cites evidence: a target is no wish')
  },
  askedBy: { value: 'target reach goal value', reasons: 'why reason because', rival: 'rival competitor' },
  names: () => [],
  references: (body) => [
    { kind: 'kpi', slug: body.kpi, path: ['kpi'] },
    ...(body.rival === undefined ? [] : [{ kind: 'competitor', slug: body.rival, path: ['rival'] }]),
    ...personaReferences(body),
  ],
})
