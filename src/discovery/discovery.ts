import { z } from 'zod'
import { askedFor, claim, phrase } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { stage } from '#src/lifecycle/stage.ts'
import { memberFunction } from '#src/members/member.ts'
import { forPersona, personaReferences } from '#src/personas/for-persona.ts'

/** Questions that find out what matters to somebody, and what tells which persona they are. */
export const discovery = defineKind({
  name: 'discovery',
  called: 'discovery guide',
  folder: 'discovery',
  description: 'A discovery guide: what to ask whom, and by which signs to know the persona',
  defaultStatus: 'active',
  fields: {
    aliases: z.array(phrase).default([]).describe('Other names of the guide'),
    ...askedFor,
    function: memberFunction.optional().describe('Who asks; left out: everybody'),
    questions: z
      .array(
        claim('A question', {
          ...forPersona,
          stage: stage.optional(),
          purpose: z
            .enum(['discovery', 'qualifying', 'self-selection'])
            .default('discovery')
            .describe(
              'discovery; qualifying (is it worth it?); self-selection (they choose their goal themselves)',
            ),
        }),
      )
      .default([])
      .describe('Questions to ask, word for word, the best first'),
    signals: z
      .array(claim('A sign', forPersona))
      .default([])
      .describe('By which sign one knows the persona within the first two calls'),
    never: z.array(claim('A mistake', forPersona)).default([]).describe('What not to ask, or when'),
  },
  askedBy: {
    questions: 'question ask discover qualify find learn first call',
    signals: 'sign signal recognise recognize identify tell know',
    never: 'avoid mistake wrong',
  },
  names: (body) => body.aliases,
  references: personaReferences,
})
