import { z } from 'zod'

/** Names a file, an entry, a person: small letters and digits of any alphabet, joined by hyphens, dots or underscores. */
export const slug = z
  .string()
  .normalize('NFC')
  .regex(
    /^[\p{Ll}\p{Lo}\p{Lm}\p{N}][\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}._-]*$/u,
    'a name of small letters, digits and hyphens, such as owner-ollie',
  )
  .max(100, 'a name of at most 100 characters')

/** The database keeps neither NUL nor half a surrogate pair. */
const storable = (text: string) => text.isWellFormed() && !text.includes('\0')
const text = () => z.string().refine(storable, 'a text without NUL characters or broken Unicode')

/** A sentence or a few. Longer than 10,000 characters is no statement but a document. */
export const statement = text().trim().min(1, 'some text').max(10_000, 'a text of at most 10,000 characters')

/** A word or a line: a role, a phrase, a term. */
export const phrase = text().trim().min(1, 'some text').max(300, 'a text of at most 300 characters')

const claimId = z
  .string()
  .regex(/^[\w][\w.-]*$/, 'an id of letters, digits, dots and hyphens, such as p1')
  .max(64, 'an id of at most 64 characters')
  .describe('Unique in the entry and stable: diffs, citations and votes hang on it')

/** Every claim carries this, whatever else it says. */
const claimFields = {
  cites: z.array(slug).default([]).describe('Evidence slugs; a claim without any is shown as an assumption'),
  audience: z
    .enum(['internal', 'customer'])
    .default('internal')
    .describe('Whether it may be shown to customers: internal (the default) or customer'),
}

/** A short statement with the evidence that it cites, and what its place adds (a severity, a persona …). */
export const claim = <Extra extends z.core.$ZodLooseShape>(description: string, extra: Extra) =>
  z
    .strictObject({
      id: claimId,
      ...extra,
      text: statement.describe('What is claimed, in a sentence or a few'),
      ...claimFields,
    })
    .describe(description)

/** "If X is not fulfilled, then no." */
export const decisionRule = z
  .strictObject({
    id: claimId,
    ifNot: statement.describe('What has to be fulfilled'),
    // biome-ignore lint/suspicious/noThenProperty: the file format names it so, and it never is a function.
    then: statement.describe('What happens if it is not, usually "no"'),
    ...claimFields,
  })
  .describe('If X is not fulfilled, then no')

export type Audience = 'internal' | 'customer'

/** `persona`: the slug of the one persona that it is about, where its entry is about several. */
export type Claim = {
  id: string
  text: string
  cites: string[]
  audience: Audience
  persona?: string | undefined
}

type AnyClaim = {
  id: string
  text?: string
  ifNot?: string
  then?: string
  cites: string[]
  audience: Audience
  persona?: string
}

/** Of a body that its schema has read, which is where a claim is checked; this is asked thousands of times an answer. */
const isClaim = (item: unknown): item is AnyClaim =>
  typeof item === 'object' && item !== null && 'cites' in item && 'id' in item

/** What a claim says, as one sentence. */
export function claimText(claim: {
  text?: string | undefined
  ifNot?: string | undefined
  then?: string | undefined
}): string {
  return claim.text ?? `If not ${claim.ifNot}: ${claim.then}`
}

/** All claims of a body, in the order of its fields, each with the field that holds it. */
export function claimsOf(body: object): (Claim & { field: string; path: (string | number)[] })[] {
  return Object.entries(body).flatMap(([field, value]) =>
    Array.isArray(value)
      ? value.flatMap((item: unknown, index) => {
          if (!isClaim(item)) return []
          const { id, cites, audience, persona } = item
          return [{ id, text: claimText(item), cites, audience, persona, field, path: [field, index] }]
        })
      : [],
  )
}
