import { entryKey } from '#src/knowledge/entry.ts'
import { MACHINERY } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { FUNCTIONS, isThere, type KnownMember, type TeamFunction } from '#src/members/member.ts'

/** Below so many people a count of a group says what one of them did. */
export const LEAST_PEOPLE = 3

/** What the people of one function did within 30 days. */
export type Use = {
  questions: number
  briefs: { complete: number; all: number }
  verdicts: { worked: number; of: number }
}

/** What was counted; under undefined what people of no function did. */
export type Counted = {
  use: ReadonlyMap<TeamFunction | undefined, Use>
  /** `kind/slug` of the entries that some answer of 90 days was given from. */
  used: ReadonlySet<string>
}

/** A function: whether anybody of it asked, and what they did, where they are enough for a count. */
export type FunctionUse = { function: TeamFunction; people: number; active: boolean; use: Use | undefined }

export type Adoption = {
  functions: FunctionUse[]
  active: number
  /** Those who are too few to be counted by their function, counted together; undefined where they are too few even so. */
  others: { people: number; use: Use } | undefined
  entries: { used: number; of: number; unused: { kind: string; slug: string }[] }
}

/**
 * How personas are used, by function and never by person. Of a function of one or two it says only whether it is
 * active; their counts go into one with those of other such functions and of people without one.
 */
export function adoptionOf(library: Library, { use, used }: Counted): Adoption {
  const people = [...library.members.values()].filter(isThere)
  const functions = FUNCTIONS.flatMap((name) => functionUse(name, people, use.get(name) ?? NO_USE))
  const small = functions.filter((each) => each.use === undefined)
  const left =
    people.filter((member) => member.function === undefined).length +
    small.reduce((sum, each) => sum + each.people, 0)
  const together = [undefined, ...small.map((each) => each.function)].map((name) => use.get(name) ?? NO_USE)
  return {
    functions,
    active: functions.filter(({ active }) => active).length,
    others: left >= LEAST_PEOPLE ? { people: left, use: together.reduce(sumOf, NO_USE) } : undefined,
    entries: entriesUsed(library, used),
  }
}

const NO_USE: Use = { questions: 0, briefs: { complete: 0, all: 0 }, verdicts: { worked: 0, of: 0 } }

function functionUse(name: TeamFunction, members: KnownMember[], use: Use): FunctionUse[] {
  const people = members.filter((member) => member.function === name).length
  if (people === 0) return []
  const shown = people >= LEAST_PEOPLE ? use : undefined
  return [{ function: name, people, active: use.questions > 0, use: shown }]
}

const sumOf = (a: Use, b: Use): Use => ({
  questions: a.questions + b.questions,
  briefs: { complete: a.briefs.complete + b.briefs.complete, all: a.briefs.all + b.briefs.all },
  verdicts: { worked: a.verdicts.worked + b.verdicts.worked, of: a.verdicts.of + b.verdicts.of },
})

/** What is in use and could have been answered from, and what of it was. */
function entriesUsed(library: Library, used: ReadonlySet<string>): Adoption['entries'] {
  const all = [...library.entries.values()].filter(
    ({ status, kind }) =>
      (status === 'active' || status === 'hypothesis') &&
      kind !== 'vocabulary' &&
      kind !== 'decision' &&
      !MACHINERY.has(kind),
  )
  const unused = all
    .filter((entry) => !used.has(entryKey(entry)))
    .toSorted(
      (a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) || a.title.localeCompare(b.title),
    )
  return {
    used: all.length - unused.length,
    of: all.length,
    unused: unused.map(({ kind, slug }) => ({ kind, slug })),
  }
}

/** What is missed most where nobody uses it, first. */
const KIND_ORDER = [
  'theme',
  'competitor',
  'committee',
  'argument',
  'discovery',
  'job',
  'journey',
  'objection',
  'playbook',
  'persona',
].toReversed()
