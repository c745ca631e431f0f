import { z } from 'zod'
import { claim, decisionRule, phrase, slug } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'

const claims = (description: string) => z.array(claim(description, {})).default([]).describe(description)

const severity = z
  .number()
  .int('a whole number from 1 to 5')
  .min(1, 'a whole number from 1 to 5')
  .max(5, 'a whole number from 1 to 5')

/** A distinct buying behaviour, not a job title. Only what informs a marketing, product or sales decision. */
export const persona = defineKind({
  name: 'persona',
  folder: 'personas',
  description: 'A persona: a distinct buying behaviour, its motives and how it decides',
  // A persona is a hypothesis until it is validated.
  defaultStatus: 'hypothesis',
  fields: {
    kind: z.enum(['primary', 'secondary', 'negative']).describe('primary, secondary or negative'),
    exclusion: z
      .enum(['high-churn', 'low-ltv', 'support-intensive', 'poor-fit', 'premature'])
      .optional()
      .describe('Why a negative persona is excluded; required for negative, not allowed otherwise'),
    aliases: z.array(phrase).default([]).describe('Other names that teams use for the same people'),
    identity: z
      .strictObject({
        role: phrase.optional().describe('What they do'),
        company: phrase.optional().describe('Company context: size, industry'),
        authority: phrase.optional().describe('What they may decide, and with whom'),
      })
      .default({})
      .describe('Snapshot: role, company context, decision authority'),
    motives: claims('Motives and drivers'),
    goals: z
      .array(
        claim('A goal', {
          type: z
            .enum(['functional', 'emotional', 'social', 'professional', 'personal'])
            .default('functional')
            .describe('functional, emotional, social, professional or personal'),
        }),
      )
      .default([])
      .describe('What they want to reach'),
    pains: z
      .array(
        claim('A pain point', {
          severity: severity.default(3).describe('1 (nuisance) to 5 (would leave for it)'),
        }),
      )
      .default([])
      .describe('Pain points and frustrations; the most severe is shown first'),
    fears: claims('Perceived risks: what they are afraid of'),
    triggers: claims('What starts the search or the purchase'),
    decisionLogic: claims('How options are evaluated, in order'),
    decisionRules: z
      .array(decisionRule)
      .default([])
      .describe('Rules of the form: if X is not fulfilled, then no'),
    objections: claims('What they doubt; deal-breakers'),
    trusts: claims('Sources and signs of trust'),
    channels: claims('Where they learn, whom they follow, which formats they prefer'),
    successMetrics: claims('How they measure themselves and define winning'),
    language: claims('Terms and metaphors that they use themselves'),
    valueProposition: claims('What we are for them'),
    proofPoints: claims('What proves it'),
    say: claims('Lines that work, word for word'),
    neverSay: claims('No-gos: words and statements that breed mistrust'),
    breakpoints: claims('Where and when they drop out'),
    successor: slug.optional().describe('Slug of the persona that took the place of a retired one'),
  },
  check(body, refuse) {
    if (body.kind === 'negative' && !body.exclusion) {
      refuse(
        ['exclusion'],
        'a reason for a negative persona: high-churn, low-ltv, support-intensive, poor-fit or premature',
      )
    }
    if (body.kind !== 'negative' && body.exclusion) {
      refuse(['exclusion'], 'no exclusion, since only a negative persona has one')
    }
  },
  askedBy: {
    exclusion: 'negative turn away disqualify exclude reject bad fit sell',
    identity: 'role job company size authority profile',
    motives: 'motive motivate drive driver care about matter important',
    goals: 'want wish hope aim achieve reach need interest',
    pains: 'pain point problem frustration struggle hurt suffer annoy trouble',
    fears: 'afraid scared worry nervous risk concern anxious',
    triggers: 'start search buy when moment event',
    decisionLogic: 'decide decision choose evaluate compare criteria select process',
    decisionRules: 'deal breaker dealbreaker veto must condition',
    objections: 'doubt object hesitate pushback resist against',
    trusts: 'trust believe credible source reference listen',
    channels: 'reach read follow learn media find hang out live',
    successMetrics: 'measure metric kpi success win target',
    language: 'language speak talk word term vocabulary use',
    valueProposition: 'value benefit offer position',
    proofPoints: 'proof prove evidence case number',
    say: 'tell pitch line message',
    neverSay: 'avoid taboo no-go',
    breakpoints: 'drop out lose quit stop leave',
  },
  names: (body) => body.aliases,
  references: (body) =>
    body.successor ? [{ kind: 'persona', slug: body.successor, path: ['successor'] }] : [],
})
