import { z } from 'zod'
import { askedFor, claim, phrase, slug, statement } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { decisionStep, stage } from '#src/lifecycle/stage.ts'
import { memberFunction } from '#src/members/member.ts'
import { forPersona, personaReferences } from '#src/personas/for-persona.ts'

/** What a playbook is used as. */
const PLAYBOOK_TYPES = ['play', 'talk-track', 'checklist', 'template', 'scorecard'] as const
export type PlaybookType = (typeof PLAYBOOK_TYPES)[number]

const lines = (description: string) =>
  z.array(claim(description, forPersona)).default([]).describe(description)

/** What one function does for one or more personas: short enough to be used in the moment. */
export const playbook = defineKind({
  name: 'playbook',
  called: 'playbook',
  folder: 'playbooks',
  description: 'A playbook: what one function does, in which moment, for which personas',
  defaultStatus: 'active',
  fields: {
    function: memberFunction.describe('marketing, sales, product, support, customer-success or executive'),
    type: z
      .enum(PLAYBOOK_TYPES)
      .optional()
      .describe(
        'play (what to do in the moment, the default), talk-track (what to say, in order), checklist (to tick), template (a document to fill, such as a brief) or scorecard (by what to judge)',
      ),
    aliases: z.array(phrase).default([]).describe('Other names of the playbook'),
    ...askedFor,
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
    content: z
      .array(
        claim('A piece of content', {
          ...forPersona,
          step: decisionStep,
          format: phrase.optional().describe('Its format: article, webinar, calculator …'),
          callToAction: phrase.optional().describe('What the reader is to do next'),
        }),
      )
      .default([])
      .describe('Content along the five steps of the decision'),
    assets: z
      .array(claim('Something to send; its link is in asset', { ...forPersona, stage: stage.optional() }))
      .default([])
      .describe('Links that may be sent'),
    kpis: z.array(phrase).default([]).describe('By which KPIs the function sees that it works'),
  },
  check(body, refuse) {
    for (const [index, { asset }] of body.assets.entries())
      if (!asset) refuse(['assets', index], 'an asset with a title and a url')
  },
  askedBy: {
    steps: 'step do plan play checklist',
    ask: 'question clarify',
    say: 'line message tell pitch',
    never: 'avoid mistake wrong',
    proof: 'proof prove evidence case number',
    content: 'content article webinar material campaign format step',
    assets: 'asset send link material document deck case',
    kpis: 'kpi measure metric success',
  },
  names: (body) => body.aliases,
  references: personaReferences,
})
