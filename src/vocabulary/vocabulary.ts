import { z } from 'zod'
import { askedFor, claim, phrase, slug } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { memberFunction } from '#src/members/member.ts'

/** One meaning and all the words for it: what teams call the same people, and synonyms that the search knows. */
export const vocabulary = defineKind({
  name: 'vocabulary',
  called: 'term',
  folder: 'vocabulary',
  description: 'A term: what it means, its synonyms and what each function calls it',
  defaultStatus: 'active',
  fields: {
    ...askedFor,
    persona: slug.optional().describe('Slug of the persona that the term names'),
    definition: z.array(claim('What the term means', {})).default([]).describe('What the term means'),
    synonyms: z
      .array(phrase)
      .default([])
      .describe('Words with the same meaning; the search treats them as equal'),
    terms: z
      .array(
        z.strictObject({
          function: memberFunction.describe('Who says it'),
          term: phrase.describe('What they say'),
        }),
      )
      .default([])
      .describe('What each function calls it: marketing "Persona A", sales "SMB"'),
  },
  askedBy: { definition: 'define meaning mean', terms: 'term call name word', synonyms: 'synonym same' },
  names: (body) => [...body.synonyms, ...body.terms.map(({ term }) => term)],
  references: (body) => (body.persona ? [{ kind: 'persona', slug: body.persona, path: ['persona'] }] : []),
})
