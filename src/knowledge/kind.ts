import { z } from 'zod'
import { phrase, slug } from './claim.ts'

export const STATUSES = ['draft', 'hypothesis', 'active', 'retired'] as const
export type Status = (typeof STATUSES)[number]

const isDuration = (text: string) => {
  try {
    return Temporal.Duration.from(text).sign > 0
  } catch {
    return false
  }
}

const isDate = (text: string) => {
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}

export const isoDate = z.string().refine(isDate, 'a date such as 2026-05-31')

/** What every entry says about itself, whatever its kind. */
const entryFields = (defaultStatus: Status) => ({
  title: phrase.describe('The name that people read'),
  status: z
    .enum(STATUSES)
    .default(defaultStatus)
    .describe('draft (not answered from), hypothesis (not validated yet), active or retired'),
  owner: slug.optional().describe('Handle of the one person who owns it'),
  verifier: slug
    .optional()
    .describe('Handle of the one person who confirms that it still holds; the owner if left out'),
  deputies: z.array(slug).default([]).describe('Handles of those who stand in, in order'),
  verifyEvery: z
    .string()
    .refine(isDuration, 'an ISO 8601 duration such as P180D')
    .default('P180D')
    .describe('How long a verification holds, an ISO 8601 duration'),
  verifiedAt: isoDate.optional().describe('Day of the last verification'),
})

type Fields = z.core.$ZodLooseShape

/**
 * A kind of entry: its name, the folder that its files live in and the fields of its body.
 * `names` gives every name by which people call such an entry, beside its title.
 */
export function defineKind<const Name extends string, Body extends Fields>(kind: {
  name: Name
  folder: string
  description: string
  defaultStatus: Status
  fields: Body
  check?: (
    body: z.output<z.ZodObject<Body>>,
    refuse: (path: (string | number)[], expected: string) => void,
  ) => void
  names: (body: z.output<z.ZodObject<Body>>) => string[]
  /** Slugs of the entries of other kinds that the body points to. */
  references: (body: z.output<z.ZodObject<Body>>) => Reference[]
}) {
  const body = z.strictObject(kind.fields)
  const file = z
    .strictObject({ ...entryFields(kind.defaultStatus), ...kind.fields })
    .describe(kind.description)
  return { ...kind, body, file }
}

/** A pointer from a body to an entry of another kind. */
export type Reference = { kind: string; slug: string; path: (string | number)[] }
