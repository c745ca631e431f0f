import { digestOf } from '#src/knowledge/digest.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { KindName } from '#src/knowledge/kinds.ts'
import { applyChanges } from './apply.ts'
import type { Change, PartChange } from './change.ts'
import { type ClaimInput, claimFields } from './claim-fields.ts'
import { partOf } from './parts.ts'
import { type InputFault, readClaim } from './read-claim.ts'
import { saidIn, sameValue } from './said.ts'

export type DraftedPart =
  | { part: PartChange }
  | { same: true }
  /** It says something else by now than what the person saw. */
  | { moved: unknown }
  | { faults: Map<string, InputFault> }
  /** What the kind expects, and of which field. */
  | { invalid: string; path: string }

type Filled = Record<string, unknown>

/** Of a field as it stands, to see whether it still does. */
export const seenOfField = (entry: Entry, field: string): string =>
  digestOf({ value: saidIn(entry)[field] }).slice(0, 16)

/** Makes a change of a field out of what was filled in for it. */
export function draftField(
  entry: Entry,
  { field, inputs, seen }: { field: string; inputs: ClaimInput[]; seen: string },
  filled: Filled,
): DraftedPart {
  const now = saidIn(entry)[field]
  if (seenOfField(entry, field) !== seen) return { moved: now }
  const read = readClaim(inputs, filled)
  if ('faults' in read) return read
  const after = read.said[field]
  if (sameValue(now, after)) return { same: true }
  return checked(partOf(entry, [{ type: 'set', field, before: now, after }]), entry)
}

/** Takes an entry out of use, for another one where there is one. */
export function draftRetirement(entry: Entry, successor: string | undefined): DraftedPart {
  const said = saidIn(entry)
  if (entry.status === 'retired') return { same: true }
  const changes: Change[] = [{ type: 'set', field: 'status', before: entry.status, after: 'retired' }]
  if (successor !== undefined && successor !== said.successor)
    changes.push({ type: 'set', field: 'successor', before: said.successor, after: successor })
  return checked(partOf(entry, changes), entry)
}

/** Makes a new entry out of what was filled in: its fields, and statements a line each, by their sections. */
export function draftNew(
  {
    kind,
    slug,
    inputs,
    sections,
  }: { kind: KindName; slug: string; inputs: ClaimInput[]; sections: string[] },
  filled: Filled,
): DraftedPart {
  const lines = sections.map((field) => linesInput(kind, field))
  const read = readClaim([...inputs, ...lines], filled)
  if ('faults' in read) return read
  const statements = sections.flatMap((field) => {
    const said = read.said[field]
    return Array.isArray(said) ? said.map((text) => ({ field, text: String(text) })) : []
  })
  const presets = new Map(claimFields(kind).map((each) => [each.field, presetsOf(each.inputs)]))
  const changes: Change[] = [
    ...statements.map(({ field, text }, index) => ({
      type: 'added' as const,
      field,
      after: { ...presets.get(field), id: `s${index + 1}`, text, cites: [] },
    })),
    ...inputs.flatMap(({ name }): Change[] => {
      const after = read.said[name]
      return after === undefined ? [] : [{ type: 'set', field: name, after }]
    }),
  ]
  return checked({ kind, slug, baseVersion: 0, changes }, undefined)
}

/** The input for a section of a new entry. */
export function linesInput(kind: KindName, field: string): ClaimInput {
  const schema = claimFields(kind)
    .find((each) => each.field === field)
    ?.inputs[0]?.schema.array()
  if (!schema) throw new Error(`The kind ${kind} has no section ${field}.`)
  return { name: field, required: false, schema, hint: undefined, asks: 'lines' }
}

const presetsOf = (inputs: ClaimInput[]): Filled =>
  Object.fromEntries(
    inputs.flatMap((input) =>
      input.asks === 'choice' && input.preset !== undefined
        ? [[input.name, input.numeric ? Number(input.preset) : input.preset]]
        : [],
    ),
  )

function checked(part: PartChange, entry: Entry | undefined): DraftedPart {
  const result = applyChanges(part.kind, entry, part.changes)
  return 'invalid' in result ? result : { part }
}
