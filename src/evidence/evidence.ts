import { z } from 'zod'
import { phrase, statement } from '#src/knowledge/claim.ts'
import { isoDate } from '#src/knowledge/kind.ts'

/** How something was found out, and what it is by nature. */
export const METHODS = {
  interviews: 'qualitative',
  'switch-interviews': 'qualitative',
  survey: 'quantitative',
  crm: 'quantitative',
  cohort: 'quantitative',
  'product-analytics': 'behavioural',
  journey: 'behavioural',
  content: 'behavioural',
  'sales-calls': 'sales',
  'win-loss': 'sales',
  objections: 'sales',
  'support-tickets': 'behavioural',
  'social-listening': 'third-party',
  'industry-report': 'third-party',
  reviews: 'third-party',
  experiment: 'quantitative',
} as const

const methods = Object.keys(METHODS) as [keyof typeof METHODS, ...(keyof typeof METHODS)[]]

const GROUPS = ['new', 'active', 'churned', 'high-clv', 'support-intensive'] as const

const spelt = (text: unknown) =>
  typeof text === 'string'
    ? text
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_]+/g, '-')
    : text

const SPELLINGS: Record<string, string> = {
  interview: 'interviews',
  surveys: 'survey',
  analytics: 'product-analytics',
  'behavioural-analytics': 'product-analytics',
  calls: 'sales-calls',
  'call-analysis': 'sales-calls',
  tickets: 'support-tickets',
}

const method = z.preprocess((text) => {
  const key = spelt(text)
  return typeof key === 'string' ? (SPELLINGS[key] ?? key) : key
}, z.enum(methods))

const count = z
  .number()
  .int('a whole number')
  .min(0, 'a number that is not negative')
  .max(2_147_483_647, 'a number below 2,147,483,648')
const group = z.preprocess(spelt, phrase.max(60, 'a name of at most 60 characters'))

/** One piece of research that claims cite. */
export const evidence = z
  .strictObject({
    method: method.describe(`One of ${methods.join(', ')}`),
    title: phrase.describe('What it was, in a line'),
    date: isoDate.describe('The day on which it was finished'),
    n: count.optional().describe('How many people, accounts, calls or tickets'),
    groups: z
      .record(group, count)
      .default({})
      .describe(`How many of each group of customers: ${GROUPS.join(', ')}`),
    source: statement.optional().describe('Where the raw material is'),
    quotes: z
      .array(
        z.strictObject({
          text: statement.describe('Word for word'),
          group: group.optional().describe('Which group of customers said it'),
        }),
      )
      .default([])
      .describe('Verbatim quotes'),
  })
  .describe('Evidence: what claims cite')

export type Evidence = z.output<typeof evidence>

/** A piece of evidence as kept, under the name by which claims cite it. */
export type KnownEvidence = Evidence & { slug: string }
