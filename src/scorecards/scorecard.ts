import { z } from 'zod'
import { claim, slug } from '#src/knowledge/claim.ts'
import { defineKind, isoDate } from '#src/knowledge/kind.ts'
import { FUNCTIONS, memberFunction } from '#src/members/member.ts'
import { forPersona, personaReferences } from '#src/personas/for-persona.ts'

const share = z.strictObject({
  kpi: slug.describe('Slug of the KPI'),
  weight: z
    .number()
    .min(0, 'a number from 0 to 100')
    .max(100, 'a number from 0 to 100')
    .describe('Its share of 100; 0: shown, not counted'),
})

/** Which KPIs count how much, from a day on. */
const weightSet = z.strictObject({
  from: isoDate.describe('The first day from which they count'),
  kpis: z.array(share).min(1, 'at least one KPI').describe('The KPIs and their weights, 100 in all'),
})
export type WeightSet = z.output<typeof weightSet>

/** KPIs of the four perspectives that one function looks at by persona, or of which a customer's health is made. */
export const scorecard = defineKind({
  name: 'scorecard',
  called: 'scorecard',
  folder: 'scorecards',
  description: 'A scorecard: KPIs with dated weights, put together for each persona on its own',
  defaultStatus: 'active',
  fields: {
    purpose: z
      .enum(['function', 'health'])
      .default('function')
      .describe('function: what a function looks at (the default); health: how well a customer does'),
    functions: z
      .array(memberFunction)
      .default([])
      .describe(`Whose it is, any of ${FUNCTIONS.join(', ')}; required but of health`),
    personas: z
      .array(slug)
      .default([])
      .describe('Slugs of the personas it is for; left out: all that are active and not turned away'),
    outcome: slug
      .optional()
      .describe(
        'Slug of the KPI that the others are to move; a recalibration asks which of them go ahead of it',
      ),
    weights: z
      .array(weightSet)
      .min(1, 'at least one set of weights')
      .describe('Weights, each from a day on; those of a day that is past stay as they are'),
    signs: z
      .array(
        z.strictObject({
          trigger: slug.describe('Slug of a trigger'),
          costs: z
            .number()
            .positive('a number above 0, up to 100')
            .max(100, 'a number above 0, up to 100')
            .describe('What it takes from 100 while its condition holds'),
        }),
      )
      .default([])
      .describe("Of health: the triggers by which one account's health is told"),
    reasons: z
      .array(claim('Why these KPIs and weights', forPersona))
      .min(1, 'at least one reason')
      .describe('Why these KPIs and weights: the strategic priority that they follow'),
  },
  check({ purpose, functions, weights, signs }, refuse) {
    if (purpose !== 'health' && signs.length > 0) refuse(['signs'], 'none: they are of health alone')
    if (new Set(signs.map(({ trigger }) => trigger)).size < signs.length)
      refuse(['signs'], 'each trigger once')
    if (purpose === 'function' && functions.length === 0) refuse(['functions'], 'the function that it is for')
    if (new Set(weights.map(({ from }) => from)).size < weights.length)
      refuse(['weights'], 'one set of weights a day')
    for (const [index, { kpis }] of weights.entries()) {
      const sum = kpis.reduce((all, { weight }) => all + weight, 0)
      const path = ['weights', index, 'kpis']
      if (Math.abs(sum - WHOLE) > 0.01)
        refuse(path, `weights of 100 in all, not ${Math.round(sum * 100) / 100}`)
      if (new Set(kpis.map(({ kpi }) => kpi)).size < kpis.length) refuse(path, 'each KPI once')
    }
  },
  askedBy: {
    weights: 'weight weigh count kpi',
    functions: 'function team whose',
    reasons: 'why reason',
  },
  names: () => [],
  references: (body) => [
    ...personaReferences({ personas: body.personas, reasons: body.reasons }),
    ...(body.outcome === undefined ? [] : [{ kind: 'kpi', slug: body.outcome, path: ['outcome'] }]),
    ...body.signs.map(({ trigger }, index) => ({
      kind: 'trigger',
      slug: trigger,
      path: ['signs', index, 'trigger'],
    })),
    ...body.weights.flatMap(({ kpis }, set) =>
      kpis.map(({ kpi }, index) => ({
        kind: 'kpi',
        slug: kpi,
        path: ['weights', set, 'kpis', index, 'kpi'],
      })),
    ),
  ],
})

export type ScorecardBody = z.output<typeof scorecard.body>

/** All weights of a set. */
export const WHOLE = 100

/** The weights that count on a day: those of the newest day until then, so that an old report keeps its own. */
export function weightsOn(
  { weights }: Pick<ScorecardBody, 'weights'>,
  day: Temporal.PlainDate,
): WeightSet | undefined {
  const at = day.toString()
  return weights.filter(({ from }) => from <= at).toSorted((a, b) => b.from.localeCompare(a.from))[0]
}
