import { z } from 'zod'
import { askedFor, claim, phrase, slug, statement } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { decisionStep, stage } from '#src/lifecycle/stage.ts'
import { personaReferences } from '#src/personas/for-persona.ts'

const COMMITTEE_ROLES = ['champion', 'influencer', 'decision-maker', 'blocker'] as const

const persona = slug.describe('Slug of the persona')
const perPersona = (description: string) =>
  z.array(claim(description, { persona })).default([]).describe(description)
const size = z.number().int('a whole number').min(1, 'at least 1').max(100, 'at most 100')

/** Who decides together on one kind of deal, who moves whom, and what each of them needs from us. */
export const committee = defineKind({
  name: 'committee',
  called: 'buying committee',
  folder: 'committees',
  description: 'A buying committee: its roles, who influences whom, what each needs and the play for each',
  defaultStatus: 'active',
  fields: {
    aliases: z.array(phrase).default([]).describe('Other names of the committee'),
    ...askedFor,
    when: statement.describe('For which deals: size, segment, occasion'),
    size: z
      .strictObject({ from: size.describe('At least'), to: size.describe('At most') })
      .optional()
      .describe('How many people usually take part'),
    members: z
      .array(
        claim('What they do in the committee', {
          persona,
          role: z.enum(COMMITTEE_ROLES).describe(COMMITTEE_ROLES.join(', ')),
        }),
      )
      .default([])
      .describe('Who takes part, and in which role'),
    influences: z
      .array(
        claim('How one moves the other', {
          from: slug.describe('Slug of the persona that influences'),
          to: slug.describe('Slug of the persona that is influenced'),
        }),
      )
      .default([])
      .describe('Who influences whom, and how'),
    needs: perPersona('What each needs to hear, see or hold in hand before saying yes'),
    content: z
      .array(claim('What to give them', { persona, step: decisionStep }))
      .default([])
      .describe('The content journey of each, along the steps of the decision'),
    plays: z
      .array(claim('What we do', { persona, stage: stage.optional() }))
      .default([])
      .describe('The play for each of them in a deal'),
  },
  check(body, refuse) {
    if (body.size && body.size.from > body.size.to) refuse(['size'], 'a size whose from is not above its to')
  },
  askedBy: {
    members: 'member role who decide champion influencer blocker decision maker involved',
    influences: 'influence convince move listen relationship',
    needs: 'need information want see',
    content: 'content material send give journey',
    plays: 'play do approach enable step',
  },
  names: (body) => body.aliases,
  references: personaReferences,
})
