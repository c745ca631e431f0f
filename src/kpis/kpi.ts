import { z } from 'zod'
import { claim, phrase, slug, statement } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { forPersona, personaReferences } from '#src/personas/for-persona.ts'
import { RANGE_FIELDS, WINDOW } from './range.ts'
import { mistakeIn, PLACEHOLDERS } from './sql-text.ts'

export const PERSPECTIVES = ['financial', 'customer', 'internal process', 'learning and growth'] as const
const UNITS = ['share', 'money', 'days', 'hours', 'points', 'score', 'count'] as const

/** A number that is looked at by persona: which question it answers, how it is computed, and who can move it. */
export const kpi = defineKind({
  name: 'kpi',
  called: 'KPI',
  folder: 'kpis',
  description: 'A KPI: a number by persona, the question that it answers, and the SELECT that computes it',
  defaultStatus: 'active',
  fields: {
    aliases: z.array(phrase).default([]).describe('Other names by which people call it'),
    question: phrase.describe('The question that it answers: How many customers stay?'),
    perspective: z.enum(PERSPECTIVES).describe(`Of the scorecard: ${PERSPECTIVES.join(', ')}`),
    indicator: z
      .enum(['leading', 'lagging'])
      .describe('leading: it moves before the outcome does; lagging: it is the outcome'),
    unit: z.enum(UNITS).describe(`What numerator / denominator is: ${UNITS.join(', ')}`),
    better: z.enum(['higher', 'lower']).describe('Which way is good'),
    frequency: z
      .enum(['monthly', 'quarterly'])
      .describe('How often it is looked at, as often as these personas decide: monthly or quarterly'),
    counts: phrase.describe('What its n counts, in the plural: customers, closed deals, tickets'),
    numerator: phrase.describe('What is above the line, in words'),
    denominator: phrase.describe('What is below the line, in words'),
    sql: z
      .string()
      .trim()
      .min(1, 'a SELECT')
      .max(4000, 'a SELECT of at most 4,000 characters')
      .describe(
        `One SELECT over the tables of customers that gives persona, numerator, denominator and n; ${PLACEHOLDERS.map((name) => `:${name}`).join(', ')} stand for the period`,
      ),
    ...RANGE_FIELDS,
    personas: z.array(slug).default([]).describe('Slugs of the personas it is for; left out: for all'),
    reasons: z
      .array(claim('Why it is worth looking at', forPersona))
      .min(1, 'at least one reason')
      .describe('Why it is worth looking at, with the evidence for it'),
    despite: statement
      .optional()
      .describe(
        'Why the board looks at it although it goes along with neither retention nor satisfaction of any persona',
      ),
    voices: z
      .array(claim('What customers say about it', forPersona))
      .default([])
      .describe('What customers say about it, so that the number has a voice'),
    comments: z
      .enum(['nps', 'csat'])
      .optional()
      .describe('Whose comments are read with it: of nps or csat surveys'),
  },
  check({ sql, reasons, window, threshold }, refuse) {
    const mistake = mistakeIn(sql)
    if (mistake !== undefined) refuse(['sql'], mistake)
    if (reasons.every(({ cites }) => cites.length === 0))
      refuse(['reasons'], 'a reason that cites evidence: a KPI that nothing speaks for is not added')
    if (threshold === 'deviation' && window < WINDOW)
      refuse(['window'], `at least ${WINDOW} periods for a deviation; quantiles take fewer`)
  },
  askedBy: {
    question: 'question ask',
    numerator: 'numerator computed formula',
    denominator: 'denominator computed formula',
    reasons: 'why reason matter',
    voices: 'say customers voice quote',
  },
  names: (body) => body.aliases,
  references: (body) => personaReferences(body),
})

export type KpiBody = z.output<typeof kpi.body>
