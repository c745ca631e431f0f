import { z } from 'zod'
import { askedFor, claim, phrase } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { forPersona, personaReferences } from '#src/personas/for-persona.ts'

const lines = (description: string) =>
  z.array(claim(description, forPersona)).default([]).describe(description)

/** Somebody else whom customers could choose, and how we stand against them in the eyes of each persona. */
export const competitor = defineKind({
  name: 'competitor',
  called: 'competitor',
  folder: 'competitors',
  description:
    'A competitor: what they are good at, where they fall short, how to position against them by persona',
  defaultStatus: 'active',
  fields: {
    aliases: z.array(phrase).default([]).describe('Other names of the competitor and its products'),
    ...askedFor,
    what: lines('What they are, for whom, at which price'),
    strengths: lines('What they are better at; say it before the customer does'),
    weaknesses: lines('Where they fall short'),
    position: lines('How we stand against them, in the eyes of each persona'),
    ask: lines('The question that shows the difference'),
    say: lines('Lines that work'),
    proof: lines('What proves it'),
    never: lines('What not to say about them'),
  },
  askedBy: {
    what: 'what who price offer',
    strengths: 'strength strong better good win lose',
    weaknesses: 'weakness weak worse short lack miss',
    position: 'position differ difference against versus compare compete beat',
    ask: 'question ask',
    say: 'say line answer tell pitch',
    proof: 'proof prove evidence case number',
    never: 'avoid mistake wrong',
  },
  names: (body) => body.aliases,
  references: personaReferences,
})
