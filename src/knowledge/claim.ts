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

/** Of every entry that answers questions: by what else it is found, though nobody reads it there. */
export const askedFor = {
  asked: z
    .array(phrase)
    .max(100, 'at most 100 ways to ask for it')
    .default([])
    .describe('Ways in which people ask for it, in their own words: "they want to wait until next year"'),
}

export const claimId = z
  .string()
  .regex(/^[\w][\w.-]*$/, 'an id of letters, digits, dots and hyphens, such as p1')
  .max(64, 'an id of at most 64 characters')
  .describe('Unique in the entry and stable: diffs, citations and votes hang on it')

/** Only the web: nobody follows a link to a script or to somebody's disk. */
const isWebAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

const asset = z
  .strictObject({
    title: phrase.describe('What it is, such as "Peer case Hollerbek, 2 pages"'),
    url: z
      .string()
      .max(2000, 'an address of at most 2,000 characters')
      .refine(isWebAddress, 'an address that begins with https:// or http://')
      .describe('Where it is'),
  })
  .describe('Something that may be sent')

/** Every claim carries this, whatever else it says. */
export const claimFields = {
  cites: z.array(slug).default([]).describe('Evidence slugs; a claim without any is shown as an assumption'),
  audience: z
    .enum(['internal', 'customer'])
    .default('internal')
    .describe('Whether it may be shown to customers: internal (the default) or customer'),
  asset: asset.optional().describe('A link that may be sent with it'),
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

type Asset = z.output<typeof asset>

/** `persona`: the slug of the one persona that it is about, where its entry is about several. */
export type Claim = {
  id: string
  text: string
  cites: string[]
  audience: Audience
  persona?: string | undefined
  /** Slugs of the persona that moves another, and of the one that is moved. */
  from?: string | undefined
  to?: string | undefined
  stage?: string | undefined
  asset?: Asset | undefined
}

/** What a claim may say in place of one text: a rule, or a job story. */
export type Said = {
  text?: string | undefined
  ifNot?: string | undefined
  then?: string | undefined
  when?: string | undefined
  want?: string | undefined
  soThat?: string | undefined
}

type AnyClaim = Said & {
  id: string
  cites: string[]
  audience: Audience
  persona?: string
  from?: string
  to?: string
  stage?: string
  asset?: Asset
}

/** Of a body that its schema has read, which is where a claim is checked; this is asked thousands of times an answer. */
const isClaim = (item: unknown): item is AnyClaim =>
  typeof item === 'object' && item !== null && 'cites' in item && 'id' in item

/** What a claim says, as one sentence. */
export function claimText({ text, ifNot, then, when, want, soThat }: Said): string {
  if (text !== undefined) return text
  return want === undefined ? `If not ${ifNot}: ${then}` : `When ${when}, I want ${want}, so that ${soThat}.`
}

/** A claim with the field that holds it, and what its place says of it: its stage, its role in a committee … */
export type PlacedClaim = Claim & { field: string; path: (string | number)[]; traits: string[] }

/** All claims of a body, in the order of its fields. A body stays as it is, so that its claims are read once. */
export function claimsOf(body: object): PlacedClaim[] {
  const before = claims.get(body)
  if (before) return before
  const read = readClaims(body)
  claims.set(body, read)
  return read
}

const claims = new WeakMap<object, PlacedClaim[]>()

function readClaims(body: object): PlacedClaim[] {
  return Object.entries(body).flatMap(([field, value]) =>
    Array.isArray(value)
      ? value.flatMap((item: unknown, index) => {
          if (!isClaim(item)) return []
          const { id, cites, audience, persona, from, to, stage, asset } = item
          const said = { id, text: claimText(item), cites, audience }
          const place = { field, path: [field, index], traits: traitsOf(item) }
          return [{ ...said, persona, from, to, stage, asset, ...place }]
        })
      : [],
  )
}

const NO_TRAITS = new Set([
  'id',
  'audience',
  'persona',
  'from',
  'to',
  'text',
  'ifNot',
  'then',
  'when',
  'want',
  'soThat',
])

/** The words by which a claim is sorted: a stage, a role, a type. */
const traitsOf = (claim: object): string[] =>
  Object.entries(claim).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' && !NO_TRAITS.has(key) ? [value] : [],
  )
