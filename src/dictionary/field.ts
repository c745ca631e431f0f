import { z } from 'zod'
import { TABLE_NAMES } from '#src/ingest/tables.ts'
import { claim, phrase, slug } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { FUNCTIONS } from '#src/members/member.ts'

const SEEN_BY = ['everybody', 'board', 'operator', ...FUNCTIONS] as const

/** What one column of the tables of customers means, and the one place that it comes from. */
export const field = defineKind({
  name: 'field',
  called: 'field',
  folder: 'fields',
  description: 'A field of the data dictionary: what it means, its unit and its one source of truth',
  defaultStatus: 'active',
  fields: {
    field: z
      .string()
      .regex(
        new RegExp(`^(${TABLE_NAMES.join('|')})\\.[a-z_][a-z0-9_]*$`),
        `a table and a column, such as accounts.owner; the tables are ${TABLE_NAMES.join(', ')}`,
      )
      .max(120, 'at most 120 characters')
      .describe('Which column of which table: accounts.owner'),
    aliases: z.array(phrase).default([]).describe('Other names by which people call it'),
    meaning: z
      .array(claim('What it means', {}))
      .min(1, 'at least one sentence')
      .describe('What it means, so that everybody reads it alike'),
    unit: phrase.optional().describe('In what it is counted: EUR a month, tickets, a day'),
    truth: slug
      .optional()
      .describe('Slug of the source that it comes from: of several that give it, this one alone writes it'),
    alsoFrom: z
      .array(slug)
      .default([])
      .describe('Slugs of sources that give it of other rows, such as a second help desk'),
    latency: z
      .string()
      .refine((text) => {
        try {
          return Temporal.Duration.from(text).sign >= 0
        } catch {
          return false
        }
      }, 'an ISO 8601 duration such as P1D')
      .optional()
      .describe('How late it is at most, such as P1D'),
    seenBy: z
      .array(z.enum(SEEN_BY))
      .default(['everybody'])
      .describe(`Who may see it: any of ${SEEN_BY.join(', ')}; everybody by default`),
    personal: z
      .strictObject({ neededFor: phrase.describe('What it is needed for') })
      .optional()
      .describe(
        'That it is personal data, and why it is needed: without it no e-mail address or number is kept',
      ),
  },
  askedBy: {
    meaning: 'mean meaning define definition',
    truth: 'source truth come from where',
    latency: 'late latency fresh',
    seenBy: 'see allowed access',
    unit: 'unit currency',
  },
  names: ({ field: column, aliases }) => [column, ...aliases],
  references: ({ truth, alsoFrom }) => [
    ...(truth ? [{ kind: 'source' as const, slug: truth, path: ['truth'] }] : []),
    ...alsoFrom.map((also, index) => ({ kind: 'source' as const, slug: also, path: ['alsoFrom', index] })),
  ],
})
