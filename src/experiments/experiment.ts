import { z } from 'zod'
import { claim, claimId, phrase, slug } from '#src/knowledge/claim.ts'
import { defineKind, isoDate, type Refuse } from '#src/knowledge/kind.ts'

/** What is tried on whom, and what is expected of it: written down before anything is measured. */
export const experiment = defineKind({
  name: 'experiment',
  called: 'experiment',
  folder: 'experiments',
  description: 'An experiment: what is expected of which persona, on which variants, and how it is measured',
  defaultStatus: 'active',
  fields: {
    expects: z
      .array(
        claim('What a persona is expected to do', {
          persona: slug.describe('Slug of the persona; one expectation each'),
          stronger: claimId.describe('The variant to which it is expected to react more strongly'),
          than: claimId.describe('The variant against which that is held'),
        }),
      )
      .min(1, 'at least one expectation: it is written before anything is measured')
      .describe('What is expected, a persona each: Carla reacts more strongly to … than to …'),
    variants: z
      .array(
        z.strictObject({
          id: claimId,
          title: phrase.describe('What it is, in a few words'),
          generic: z.boolean().default(false).describe('Whether it is what everybody gets without personas'),
        }),
      )
      .min(2, 'two variants or more')
      .max(6, 'six variants at most')
      .describe('What is tried: two of them, several, or scripts of a call; at most one is generic'),
    metric: phrase.describe('What is counted or measured: Replies to the first mail'),
    measures: z
      .enum(['share', 'mean'])
      .describe('share: so many of how many; mean: an amount each, such as days or money'),
    better: z.enum(['higher', 'lower']).default('higher').describe('Which way is good'),
    baseline: z
      .number()
      .optional()
      .describe('Of a share: what it is today, from 0 to 1; the sample that is needed hangs on it'),
    difference: z
      .number()
      .positive('a number above 0')
      .describe('The smallest difference worth seeing: 0.05 of a share is five points'),
    deviation: z
      .number()
      .positive('a number above 0')
      .optional()
      .describe('Of a mean: by how much it varies, as standard deviation'),
    power: z
      .number()
      .min(0.5, 'a number from 0.5 to 0.99')
      .max(0.99, 'a number from 0.5 to 0.99')
      .default(0.8)
      .describe('How often that difference is to be seen if it is there, 0.8 by default'),
    planned: z
      .int('a whole number')
      .min(2, 'at least two')
      .max(100_000_000, 'at most a hundred million')
      .describe('How many are planned, for each variant and persona'),
    startsOn: isoDate.describe('The first day'),
    endsOn: isoDate.describe('The last day'),
    learned: z
      .array(claim('What it taught us', {}))
      .default([])
      .describe('What it taught us; the only thing that may still change once there are results'),
  },
  check: (body, refuse) => {
    checkVariants(body, refuse)
    checkMeasure(body, refuse)
    if (body.endsOn < body.startsOn) refuse(['endsOn'], 'a day that is not before startsOn')
  },
  askedBy: {
    expects: 'expect hypothesis expectation react',
    variants: 'variant version try test',
    metric: 'measure count metric',
    learned: 'learn result taught outcome',
  },
  names: () => [],
  references: ({ expects }) =>
    expects.map(({ persona }, index) => ({
      kind: 'persona',
      slug: persona,
      path: ['expects', index, 'persona'],
    })),
})

export type ExperimentBody = z.output<typeof experiment.body>
export type Expectation = ExperimentBody['expects'][number]
export type Variant = ExperimentBody['variants'][number]

function checkVariants({ expects, variants }: ExperimentBody, refuse: Refuse): void {
  const ids = variants.map(({ id }) => id)
  const known = ids.join(', ')
  if (new Set(ids).size < ids.length) refuse(['variants'], 'an id of its own for each variant')
  if (variants.filter(({ generic }) => generic).length > 1)
    refuse(['variants'], 'one generic variant at most')
  const personas = expects.map(({ persona }) => persona)
  for (const [index, { persona, stronger, than }] of expects.entries()) {
    if (!ids.includes(stronger)) refuse(['expects', index, 'stronger'], `one of the variants: ${known}`)
    if (!ids.includes(than) || than === stronger)
      refuse(['expects', index, 'than'], `another one of the variants: ${known}`)
    if (personas.indexOf(persona) < index)
      refuse(
        ['expects', index, 'persona'],
        'a persona of which nothing is expected yet: one expectation each',
      )
  }
}

function checkMeasure({ measures, baseline, difference, deviation }: ExperimentBody, refuse: Refuse): void {
  if (measures === 'mean') {
    if (deviation === undefined) refuse(['deviation'], 'by how much a mean varies, as standard deviation')
    return
  }
  if (baseline === undefined || baseline <= 0 || baseline >= 1)
    refuse(['baseline'], 'what the share is today, between 0 and 1: 0.24 for 24 %')
  else if (baseline + difference >= 1 && baseline - difference <= 0)
    refuse(['difference'], 'a difference that a share between 0 and 1 has room for: 0.05 for five points')
}
