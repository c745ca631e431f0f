import { z } from 'zod'
import { isKindName, KINDS, type KindName } from '#src/knowledge/kinds.ts'

/**
 * One thing to fill in for a claim, read off its schema. `name` is its key in the claim; the parts of a group have two,
 * such as `asset.url`. `preset` stands there until somebody chooses otherwise.
 */
export type ClaimInput = { name: string; required: boolean; schema: z.ZodType; hint: string | undefined } & (
  | { asks: 'words'; numeric: boolean }
  | { asks: 'choice'; options: string[]; numeric: boolean; preset: string | undefined }
  | { asks: 'entry' | 'entries'; kind: KindName }
  /** Phrases, one a line. */
  | { asks: 'lines' }
  | { asks: 'person' | 'people' }
)

/** A field of a body that holds claims, and what has to be filled in for one: what it says first. */
export type ClaimField = { field: string; inputs: ClaimInput[] }

/** The fields of a kind that hold claims, in the order of its schema. */
export function claimFields(kind: KindName): ClaimField[] {
  return Object.entries(KINDS[kind].body.shape).flatMap(([field, schema]) => {
    const item = itemOf(schema)
    return item instanceof z.ZodObject && 'cites' in item.shape ? [{ field, inputs: inputsOf(item) }] : []
  })
}

function itemOf(schema: unknown): unknown {
  if (schema instanceof z.ZodDefault) return itemOf(schema.unwrap())
  return schema instanceof z.ZodArray ? schema.element : undefined
}

/** In place of one text a claim may have several. */
const SAID = ['text', 'ifNot', 'then', 'when', 'want', 'soThat']
/** The id is ours, and evidence is asked for in the same way everywhere. */
const NOT_ASKED = ['id', 'cites']

function inputsOf(claim: z.ZodObject): ClaimInput[] {
  const parts = Object.entries(claim.shape).filter(([name]) => !NOT_ASKED.includes(name))
  const said = parts.filter(([name]) => SAID.includes(name))
  const others = parts.filter(([name]) => !SAID.includes(name))
  return [...said, ...others].flatMap(([name, schema]) => inputFor(name, schema))
}

type Outer = { required: boolean; preset: string | undefined; hint: string | undefined }

/** What has to be filled in for one part of a claim, or one field of an entry. */
export function inputFor(name: string, schema: unknown, outer?: Outer): ClaimInput[] {
  if (!(schema instanceof z.ZodType)) return []
  const { required, preset, hint } = outer ?? { required: true, preset: undefined, hint: schema.description }
  if (schema instanceof z.ZodOptional)
    return inputFor(name, schema.unwrap(), { required: false, preset, hint: hint ?? schema.description })
  if (schema instanceof z.ZodDefault)
    return inputFor(name, schema.unwrap(), defaulted(schema.def.defaultValue, { required, hint }))
  if (schema instanceof z.ZodPipe) return inputFor(name, schema.def.out, { required, preset, hint })
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([part, inner]) =>
      inputFor(`${name}.${part}`, inner).map((each) => ({ ...each, required: required && each.required })),
    )
  const shared = { name, required, schema, hint }
  if (PEOPLE[name]) return [{ ...shared, asks: PEOPLE[name] }]
  if (schema instanceof z.ZodArray)
    return [
      name === 'personas' ? { ...shared, asks: 'entries', kind: 'persona' } : { ...shared, asks: 'lines' },
    ]
  const options = optionsOf(schema)
  if (options) return [{ ...shared, asks: 'choice', options, preset, numeric: schema instanceof z.ZodNumber }]
  const kind = kindNamedBy(name)
  if (kind) return [{ ...shared, asks: 'entry', kind }]
  return [{ ...shared, asks: 'words', numeric: takesNumbers(schema) }]
}

/** A default that one can choose stands there; what is a list or a group may stay empty. */
const defaulted = (value: unknown, { required, hint }: Pick<Outer, 'required' | 'hint'>): Outer =>
  typeof value === 'object'
    ? { required: false, preset: undefined, hint }
    : { required, preset: String(value), hint }

const PEOPLE: Record<string, 'person' | 'people' | undefined> = {
  owner: 'person',
  verifier: 'person',
  deputies: 'people',
}

const MOST_NUMBERS = 10

/** What there is to choose from: the values of an enumeration, or a few whole numbers. */
function optionsOf(schema: z.ZodType): string[] | undefined {
  if (schema instanceof z.ZodEnum) return schema.options.map(String)
  if (!(schema instanceof z.ZodNumber)) return undefined
  const { minValue, maxValue } = schema
  const count = Number(maxValue) - Number(minValue) + 1
  return count > 0 && count <= MOST_NUMBERS
    ? Array.from({ length: count }, (_, index) => String(Number(minValue) + index))
    : undefined
}

const takesNumbers = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodNumber ||
  (schema instanceof z.ZodUnion && schema.options.some((each) => each instanceof z.ZodNumber))

/** A key that is called like a kind of entry holds the name of one; `from` and `to` are two personas. */
const kindNamedBy = (name: string): KindName | undefined =>
  ['from', 'to', 'successor'].includes(name) ? 'persona' : isKindName(name) ? name : undefined
