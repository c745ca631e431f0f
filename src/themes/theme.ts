import { z } from 'zod'
import { askedFor, claim, phrase } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'

const claims = (description: string) => z.array(claim(description, {})).default([]).describe(description)

/** What the company wants to achieve; pain points of personas are mapped to it. */
export const theme = defineKind({
  name: 'theme',
  called: 'strategic theme',
  folder: 'themes',
  description:
    'A strategic theme, such as market differentiation or customer retention, that pain points map to',
  defaultStatus: 'active',
  fields: {
    aliases: z.array(phrase).default([]).describe('Other names of the theme'),
    ...askedFor,
    aims: claims('What is to be reached, and by which number one sees it'),
    absorbs: claims('When a pain point belongs to this theme instead of asking for a new objective'),
  },
  askedBy: {
    aims: 'aim goal objective strategy reach target',
    absorbs: 'belong map absorb criteria new objective',
  },
  names: (body) => body.aliases,
  references: () => [],
})
