import { z } from 'zod'
import { askedFor, claim, phrase } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { forPersona, personaReferences } from '#src/personas/for-persona.ts'

export const ORIENTATIONS = ['risk', 'efficiency', 'growth'] as const
export type Orientation = (typeof ORIENTATIONS)[number]

const lines = (description: string) =>
  z.array(claim(description, forPersona)).default([]).describe(description)

/** Why it is worth it, told to somebody who thinks in risk, in efficiency or in growth. */
export const argument = defineKind({
  name: 'argument',
  called: 'value argument',
  folder: 'arguments',
  description: 'A value argument: why it is worth it, by orientation and persona',
  defaultStatus: 'active',
  fields: {
    aliases: z.array(phrase).default([]).describe('Other names of the argument'),
    ...askedFor,
    orientation: z
      .enum(ORIENTATIONS)
      .describe(
        'risk (compliance, stability, predictable cost, security), efficiency (process time, automation, fewer errors) or growth (output, scaling, competitive advantage)',
      ),
    points: lines('The argument, the strongest first'),
    say: lines('How to say it, word for word'),
    proof: lines('What proves it'),
    never: lines('What weakens it'),
  },
  askedBy: {
    points: 'value argument benefit worth why buy advantage',
    say: 'say line message tell pitch',
    proof: 'proof prove evidence case number',
    never: 'avoid mistake wrong',
  },
  names: (body) => [...body.aliases, `${body.orientation}-oriented`],
  references: personaReferences,
})
