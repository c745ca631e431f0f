import { z } from 'zod'
import { askedFor, claim, decisionRule, phrase, slug, statement } from '#src/knowledge/claim.ts'
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
  called: 'persona',
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
    exclusionCriteria: z
      .array(
        claim('A criterion', {
          field: phrase
            .optional()
            .describe('For lead scoring and advertising: the field, such as company_size'),
          operator: z
            .enum(['is', 'is-not', 'below', 'above', 'contains'])
            .optional()
            .describe('is, is-not, below, above or contains'),
          value: z
            .union([phrase, z.number()])
            .optional()
            .describe('The value that the field is compared with'),
        }),
      )
      .default([])
      .describe(
        'Of a negative persona: by what to turn somebody away; with field, operator and value a tool can do it',
      ),
    revisit: statement
      .optional()
      .describe('Of a premature one: when to come back, since premature is not never'),
    rank: z
      .number()
      .int('a whole number, 1 for the first')
      .min(1, 'a whole number, 1 for the first')
      .max(1000, 'a whole number below 1,000')
      .optional()
      .describe('Its place among the personas: what carries long-term revenue comes first'),
    aliases: z.array(phrase).default([]).describe('Other names that teams use for the same people'),
    ...askedFor,
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
          theme: slug.optional().describe('Slug of the strategic theme that it belongs to'),
        }),
      )
      .default([])
      .describe('Pain points and frustrations; the most severe is shown first'),
    fears: claims('Perceived risks: what they are afraid of'),
    riskCriteria: claims('By what they judge whether something is too risky'),
    triggers: claims('What starts the search or the purchase'),
    research: claims('How they research: what they look up, where, in which order'),
    decisionLogic: claims('How options are evaluated, in order'),
    decisionRules: z
      .array(decisionRule)
      .default([])
      .describe('Rules of the form: if X is not fulfilled, then no'),
    objections: claims('What they doubt; deal-breakers'),
    trusts: claims('Sources and signs of trust'),
    trustCriteria: claims('What has to be there before they trust'),
    channels: claims('Where they learn, whom they follow, which formats they prefer'),
    successMetrics: claims('How they measure themselves and define winning'),
    language: claims('Terms and metaphors that they use themselves'),
    valueProposition: claims('What we are for them'),
    proofPoints: claims('What proves it'),
    offer: claims('Which tier, pricing model and sales motion fit'),
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
    if (body.kind !== 'negative' && body.exclusionCriteria.length > 0)
      refuse(['exclusionCriteria'], 'no criteria, since only a negative persona is excluded')
    for (const [index, { field, operator, value }] of body.exclusionCriteria.entries()) {
      const given = [field, operator, value].filter((each) => each !== undefined).length
      if (given > 0 && given < 3)
        refuse(['exclusionCriteria', index], 'field, operator and value together, or none of them')
    }
  },
  askedBy: {
    exclusion: 'negative turn away disqualify exclude reject bad fit sell',
    exclusionCriteria: 'criteria exclude disqualify turn away filter bad fit sign',
    riskCriteria: 'risk risky criteria judge safe',
    research: 'research look up read compare search',
    trustCriteria: 'trust criteria need before',
    offer: 'offer tier plan package pricing model sales motion',
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
  references: (body) => [
    ...(body.successor ? [{ kind: 'persona', slug: body.successor, path: ['successor'] }] : []),
    ...body.pains.flatMap(({ theme }, index) =>
      theme ? [{ kind: 'theme', slug: theme, path: ['pains', index, 'theme'] }] : [],
    ),
  ],
})
