import { z } from 'zod'
import { askedFor, claim, phrase, slug } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { forPersona, personaReferences } from '#src/personas/for-persona.ts'

const lines = (description: string) =>
  z.array(claim(description, forPersona)).default([]).describe(description)

/** What a customer says against buying, what it means coming from whom, and what to do about it. */
export const objection = defineKind({
  name: 'objection',
  called: 'objection',
  folder: 'objections',
  description: 'An objection: what it means coming from which persona, what to ask and what to say',
  defaultStatus: 'active',
  fields: {
    phrases: z.array(phrase).default([]).describe('Other ways in which customers say it'),
    ...askedFor,
    causes: z
      .array(claim('What it means', { persona: slug.describe('Slug of the persona it comes from') }))
      .default([])
      .describe('The cause behind it per persona: the same objection means different things'),
    ask: lines('The question that clarifies the cause, asked before anything is answered'),
    say: lines('What to answer once the cause is clear'),
    proof: lines('What proves the answer'),
    never: lines("What not to do or say; don't argue it away"),
  },
  askedBy: {
    causes: 'cause mean meaning reason behind',
    ask: 'question clarify',
    say: 'answer reply respond response handle counter tell',
    proof: 'proof prove evidence case number',
    never: 'avoid mistake wrong',
  },
  names: (body) => body.phrases,
  references: personaReferences,
})

export type Objection = z.output<typeof objection.body>
