import { z } from 'zod'
import { phrase, slug, statement } from '#src/knowledge/claim.ts'
import { isoDate } from '#src/knowledge/kind.ts'
import { stage } from '#src/lifecycle/stage.ts'
import { GROUPS } from './guide.ts'
import { METHOD_NAMES } from './methods.ts'

/** The key that a method or a group goes by, however it is written: "High CLV" is high-clv. */
export const spelt = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')

const SPELLINGS: Record<string, string> = {
  interview: 'interviews',
  surveys: 'survey',
  analytics: 'product-analytics',
  'behavioural-analytics': 'product-analytics',
  calls: 'sales-calls',
  'call-analysis': 'sales-calls',
  tickets: 'support-tickets',
  note: 'field-note',
}

const keyed = (text: unknown) => (typeof text === 'string' ? spelt(text) : text)

const method = z.preprocess((text) => {
  const key = keyed(text)
  return typeof key === 'string' ? (SPELLINGS[key] ?? key) : key
}, z.enum(METHOD_NAMES))

const count = z
  .number()
  .int('a whole number')
  .min(0, 'a number that is not negative')
  .max(2_147_483_647, 'a number below 2,147,483,648')
const group = z.preprocess(keyed, phrase.max(60, 'a name of at most 60 characters'))

/** Only the web: nobody follows a link to a script or to somebody's disk. */
const isWebAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
const address = z
  .string()
  .max(2000, 'an address of at most 2,000 characters')
  .refine(isWebAddress, 'an address that begins with https:// or http://')

/** One piece of research that claims cite. */
export const evidence = z
  .strictObject({
    method: method.describe(`One of ${METHOD_NAMES.join(', ')}`),
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
    persona: slug
      .optional()
      .describe('Slug of the persona that it is about; left out where it is about several'),
    account: phrase.optional().describe('The account that it comes from, by id or name'),
    stage: stage.optional(),
    link: address.optional().describe('Where it was said or is kept, such as a message'),
  })
  .describe('Evidence: what claims cite')

export type Evidence = z.output<typeof evidence>

/** A piece of evidence as kept, under the name by which claims cite it. */
export type KnownEvidence = Evidence & { slug: string }
