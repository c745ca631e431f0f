import { z } from 'zod'
import { askedFor, claim, phrase, slug } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { stage } from '#src/lifecycle/stage.ts'

const byStage = (description: string) =>
  z.array(claim(description, { stage })).default([]).describe(description)

/** How one persona goes through the lifecycle: what it asks, fears and needs at each stage, and where it leaves. */
export const journey = defineKind({
  name: 'journey',
  called: 'journey',
  folder: 'journeys',
  description: 'A journey: one persona through the eight stages of the lifecycle',
  defaultStatus: 'active',
  fields: {
    persona: slug.describe('Slug of the persona whose journey it is'),
    aliases: z.array(phrase).default([]).describe('Other names of the journey'),
    ...askedFor,
    does: byStage('What they do at this stage: how they decide, use, renew, complain, cancel'),
    questions: byStage('Typical questions'),
    fears: byStage('Fears'),
    needs: byStage('Information needs'),
    channels: byStage('Channels and formats that reach them'),
    trust: byStage('Touchpoints that create trust'),
    abandonment: byStage('Touchpoints that make them leave'),
    friction: byStage(
      'Typical friction: onboarding, activation, depth of use, no visible progress, too many features',
    ),
    aha: z
      .array(claim('A step on the way to the first success', {}))
      .default([])
      .describe('The path to the aha moment, in order'),
    timeToValue: z
      .array(claim('How long it takes until the value is seen', {}))
      .default([])
      .describe('How long it takes until the value is seen, and how one sees it'),
  },
  askedBy: {
    does: 'do happen behave use complain cancel',
    questions: 'ask question want know',
    fears: 'afraid fear worry nervous risk concern anxious',
    needs: 'need information know look',
    channels: 'channel reach read format media content',
    trust: 'trust convince reassure touchpoint',
    abandonment: 'abandon leave lose drop quit stop touchpoint',
    friction: 'friction stuck struggle problem difficult slow',
    aha: 'aha moment success activation first value path',
    timeToValue: 'time value long fast quick soon',
  },
  names: (body) => body.aliases,
  references: (body) => [{ kind: 'persona', slug: body.persona, path: ['persona'] }],
})
