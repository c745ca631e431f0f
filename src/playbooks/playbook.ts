import { z } from 'zod'
import { claim, phrase, slug, statement } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { memberFunction } from '#src/members/member.ts'

const STAGES = [
  'awareness',
  'consideration',
  'purchase',
  'onboarding',
  'adoption',
  'expansion',
  'renewal',
  'advocacy',
  'churn',
] as const

const stage = z.enum(STAGES)
const forPersona = {
  persona: slug.optional().describe('Slug of the persona it is for; left out: for all of the playbook'),
}
const lines = (description: string) =>
  z.array(claim(description, forPersona)).default([]).describe(description)

/** What one function does for one or more personas: short enough to be used in the moment. */
export const playbook = defineKind({
  name: 'playbook',
  folder: 'playbooks',
  description: 'A playbook: what one function does, in which moment, for which personas',
  defaultStatus: 'active',
  fields: {
    function: memberFunction.describe('marketing, sales, product, support, customer-success or executive'),
    aliases: z.array(phrase).default([]).describe('Other names of the playbook'),
    personas: z.array(slug).default([]).describe('Slugs of the personas it is for; left out: for all'),
    stage: stage.optional().describe('Where in the lifecycle it is used'),
    when: statement.describe('The moment in which to open it'),
    goal: statement.optional().describe('What is reached when it worked'),
    steps: z
      .array(claim('A step', { ...forPersona, stage: stage.optional().describe('Where in the lifecycle') }))
      .default([])
      .describe('What to do, in order'),
    ask: lines('Questions to ask'),
    say: lines('Lines and core messages that work'),
    never: lines('What not to do or say'),
    proof: lines('What proves it: cases, numbers, material to send'),
    kpis: z.array(phrase).default([]).describe('By which KPIs the function sees that it works'),
  },
  askedBy: {
    steps: 'step do plan play checklist',
    ask: 'question clarify',
    say: 'line message tell pitch',
    never: 'avoid mistake wrong',
    proof: 'proof prove evidence case number',
    kpis: 'kpi measure metric success',
  },
  names: (body) => body.aliases,
  references: (body) => [
    ...body.personas.map((persona, index) => ({ kind: 'persona', slug: persona, path: ['personas', index] })),
    ...(['steps', 'ask', 'say', 'never', 'proof'] as const).flatMap((field) =>
      body[field].flatMap((line, index) =>
        line.persona ? [{ kind: 'persona', slug: line.persona, path: [field, index, 'persona'] }] : [],
      ),
    ),
  ],
})
