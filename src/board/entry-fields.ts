import { STATUSES } from '#src/knowledge/kind.ts'
import { isKindName, KINDS, type KindName } from '#src/knowledge/kinds.ts'
import { type ClaimInput, claimFields, inputFor } from './claim-fields.ts'
import { claimFieldNames } from './said.ts'

/** How long a verification may hold, to choose from. */
const INTERVALS = ['P30D', 'P60D', 'P90D', 'P180D', 'P365D']
/** What nobody fills in: it follows from a click. */
const NOT_ASKED = new Set(['verifiedAt', 'successor'])

/** The fields of an entry that hold no claims, in the order of its file, with what has to be filled in for each. */
export function entryFields(kind: KindName): { field: string; inputs: ClaimInput[] }[] {
  const holding = claimFieldNames(kind)
  return Object.entries(KINDS[kind].file.shape)
    .filter(([field]) => !holding.has(field) && !NOT_ASKED.has(field))
    .map(([field, schema]) => ({ field, inputs: inputFor(field, schema).map(withOptions) }))
}

/** What can be chosen instead of typed. */
function withOptions(input: ClaimInput): ClaimInput {
  if (input.name === 'verifyEvery')
    return { ...input, asks: 'choice', options: INTERVALS, preset: 'P180D', numeric: false }
  return input.name === 'status'
    ? {
        ...input,
        asks: 'choice',
        options: [...STATUSES],
        preset: input.asks === 'choice' ? input.preset : undefined,
        numeric: false,
      }
    : input
}

const MOST_LISTS = 4

/** The sections of a new entry that are asked for: those whose statements need no more than words. */
export const newSections = (kind: KindName): string[] =>
  claimFields(kind)
    .filter(({ inputs }) =>
      inputs.every((input) => input.name === 'text' || !input.required || hasPreset(input)),
    )
    .slice(0, MOST_LISTS)
    .map(({ field }) => field)

const hasPreset = (input: ClaimInput): boolean => input.asks === 'choice' && input.preset !== undefined

/** What is asked for a new entry: its title, what its kind requires, and who owns it. */
export const newInputs = (kind: KindName): ClaimInput[] =>
  entryFields(kind)
    .flatMap(({ inputs }) => inputs)
    .filter(
      ({ name, required }) => name === 'owner' || name === 'status' || (required && name !== 'verifyEvery'),
    )

export const hasSuccessor = (kind: KindName): boolean => 'successor' in KINDS[kind].body.shape

/** The name of a new entry's file, made of its title; numbered where it is taken. */
export function slugFor(title: string, kind: string, isTaken: (slug: string) => boolean): string {
  const plain = title
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^[-\p{M}]+|-+$/gu, '')
    .slice(0, 80)
  const base = plain === '' || !isKindName(kind) ? kind : plain
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base}-${number}`
    if (!isTaken(slug)) return slug
  }
}
