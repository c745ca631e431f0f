import { z } from 'zod'
import { askedFor, claim, claimFields, claimId, phrase, slug, statement } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { forPersona, personaReferences } from '#src/personas/for-persona.ts'

const lines = (description: string) =>
  z.array(claim(description, forPersona)).default([]).describe(description)

const story = z
  .strictObject({
    id: claimId,
    ...forPersona,
    when: statement.describe('The situation: "the early shift starts with yesterday\'s plan"'),
    want: statement.describe('What they want then: "one plan that everybody reads"'),
    soThat: statement.describe('Why it matters: "nobody has to call me"'),
    ...claimFields,
  })
  .describe('A job story: when …, I want …, so that …')

/** What people hire a product for. One persona has several jobs, and one job spans personas. */
export const job = defineKind({
  name: 'job',
  called: 'job',
  folder: 'jobs',
  description: 'A job to be done: what people hire a product for, when, and what else they could hire',
  defaultStatus: 'active',
  fields: {
    aliases: z.array(phrase).default([]).describe('Other names of the job'),
    ...askedFor,
    personas: z
      .array(slug)
      .default([])
      .describe('Slugs of the personas that have it, the one it matters most to first'),
    stories: z.array(story).default([]).describe('Job stories: when …, I want …, so that …'),
    because: lines('"X wants Y because Z matters", in a sentence'),
    aspects: z
      .array(
        claim('A side of the job', {
          type: z
            .enum(['functional', 'emotional', 'social'])
            .default('functional')
            .describe('functional; emotional (feel, or avoid feeling); social (how others see them)'),
          ...forPersona,
        }),
      )
      .default([])
      .describe('Its functional, emotional and social sides'),
    circumstances: lines('What situation triggers the hire'),
    competing: z
      .array(
        claim('Something else that is hired for the job', {
          solution: z
            .enum(['product', 'service', 'spreadsheet', 'in-house', 'people', 'nothing'])
            .describe('What it is; "nothing" is doing nothing'),
          ...forPersona,
        }),
      )
      .default([])
      .describe('Competing solutions, the commonest first, "do nothing" among them'),
    metrics: lines('By which outcome one sees that the job is done'),
  },
  check(body, refuse) {
    if (body.competing.length > 0 && !body.competing.some(({ solution }) => solution === 'nothing'))
      refuse(['competing'], 'doing nothing among the competing solutions (solution: nothing)')
  },
  askedBy: {
    stories: 'job story hire want situation',
    because: 'why want because matter',
    aspects: 'functional emotional social feel side',
    circumstances: 'circumstance when trigger situation hire',
    competing: 'compete competing alternative instead nothing replace else',
    metrics: 'metric measure outcome success done',
  },
  names: (body) => body.aliases,
  references: personaReferences,
})
