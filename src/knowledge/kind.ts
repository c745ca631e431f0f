import { z } from 'zod'
import { phrase, slug } from './claim.ts'

export const STATUSES = ['draft', 'hypothesis', 'active', 'retired'] as const
export type Status = (typeof STATUSES)[number]

/** At least a day, and not so long that no calendar reaches its end. */
const isDuration = (text: string) => {
  const start = Temporal.PlainDate.from('2000-01-01')
  try {
    const end = start.add(Temporal.Duration.from(text))
    return Temporal.PlainDate.compare(start, end) < 0 && end.year < 3000
  } catch {
    return false
  }
}

const isDate = (text: string) => {
  try {
    return Temporal.PlainDate.from(text).toString() === text && /^\d{4}-/.test(text)
  } catch {
    return false
  }
}

export const isoDate = z.string().refine(isDate, 'a date such as 2026-05-31')

/** What every entry says about itself, whatever its kind. */
const frameFields = (defaultStatus: Status) => ({
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
    .refine(isDuration, 'an ISO 8601 duration of days, weeks, months or years such as P180D')
    .default('P180D')
    .describe('How long a verification holds, an ISO 8601 duration'),
  verifiedAt: isoDate.optional().describe('Day of the last verification'),
})

type Fields = z.core.$ZodLooseShape

/** A schema is compiled once so many bodies are read that it pays; few are, where a small company starts. */
const COMPILED_AFTER = 200

/** A pointer from a body to an entry of another kind. */
export type Reference = { kind: string; slug: string; path: (string | number)[] }

/** Says what a rule across fields expected, and where. */
export type Refuse = (path: (string | number)[], expected: string) => void

/**
 * A kind of entry: its name, what people call it in a sentence, the folder that its files live in and the fields of its body.
 * `names` gives the names by which people call such an entry beside its title, `references` the entries that it points to,
 * `askedBy` the words by which people ask for a field, beside the field's own name.
 */
export function defineKind<const Name extends string, Shape extends Fields>(kind: {
  name: Name
  called: string
  folder: string
  description: string
  defaultStatus: Status
  fields: Shape
  names: (body: z.output<z.ZodObject<Shape, z.core.$strict>>) => string[]
  references: (body: z.output<z.ZodObject<Shape, z.core.$strict>>) => Reference[]
  check?: (body: z.output<z.ZodObject<Shape, z.core.$strict>>, refuse: Refuse) => void
  askedBy?: { [Field in keyof Shape]?: string }
}) {
  const body = z.strictObject(kind.fields)
  let reads = 0
  const referencesOf = new WeakMap<object, Reference[]>()
  const askedBy: Record<string, string | undefined> = kind.askedBy ?? {}
  return {
    name: kind.name,
    called: kind.called,
    folder: kind.folder,
    body,
    askedBy,
    /** A file of this kind: the fields of every entry, then those of the body. */
    file: z.strictObject({ ...frameFields(kind.defaultStatus), ...kind.fields }).describe(kind.description),
    /** Reads a stored or imported body; throws a ZodError where it does not fit. */
    read(json: unknown) {
      reads += 1
      const parsed = body.parse(json, { jitless: reads <= COMPILED_AFTER })
      const references = kind.references(parsed)
      referencesOf.set(parsed, references)
      return { body: parsed, names: kind.names(parsed), references }
    },
    /** What a body points to, which need not be checked again once it was read. */
    referencesOf(json: object): Reference[] {
      return referencesOf.get(json) ?? this.read(json).references
    },
    /** Rules across fields, for a body that is read without a fault. */
    check(json: unknown, refuse: Refuse) {
      kind.check?.(body.parse(json), refuse)
    },
  }
}
