import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { ReadEvent } from './event.ts'
import type { Condition, Family, Match } from './signal.ts'
import { withoutPersons } from './unreadable.ts'

/** What an event means by the signals in force, and the declared properties that are kept of it. */
export type Meaning = {
  signal: string | undefined
  family: Family | undefined
  properties: Record<string, Scalar>
}

type Scalar = string | number | boolean

export type Mapping = (event: Pick<ReadEvent, 'type' | 'name' | 'properties'>) => Meaning

const NOTHING: Meaning = { signal: undefined, family: undefined, properties: {} }

/** Reads all signals in force. Of several that an event could be, the one that says most about it counts. */
export function readMapping(signals: Entry<'signal'>[]): Mapping {
  const ways = signals
    .filter(({ status }) => status === 'active')
    .flatMap((entry) => entry.body.from.map((match) => ({ entry, match })))
    .toSorted((a, b) => precision(b.match) - precision(a.match) || a.entry.slug.localeCompare(b.entry.slug))
  const byName = Map.groupBy(ways, ({ match }) => keyOf(match.type, match.name))
  return (event) => {
    const named = byName.get(keyOf(event.type, event.name)) ?? []
    const any = event.name === undefined ? [] : (byName.get(keyOf(event.type, undefined)) ?? [])
    const found = [...named, ...any].find(({ match }) =>
      match.where.every((each) => holds(each, event.properties)),
    )
    if (!found) return NOTHING
    const { slug, body } = found.entry
    return { signal: slug, family: body.family, properties: keptOf(event.properties, body.keeps) }
  }
}

/** The mapping in force, read anew only after a change of a signal. */
export function followMapping(): (library: Library) => Mapping {
  let known: { versions: string; mapping: Mapping } | undefined
  return (library) => {
    const signals = entriesOf(library, 'signal')
    const versions = signals.map(({ slug, version }) => `${slug}@${version}`).join(' ')
    if (known?.versions !== versions) known = { versions, mapping: readMapping(signals) }
    return known.mapping
  }
}

const precision = ({ name, where }: Match): number => where.length * 2 + (name === undefined ? 0 : 1)

const keyOf = (type: string, name: string | undefined): string =>
  `${type}/${name?.trim().toLowerCase() ?? ''}`

function holds({ property, operator, value }: Condition, properties: Record<string, unknown>): boolean {
  const said = valueAt(properties, property)
  switch (operator) {
    case 'is':
      return isSame(said, value)
    case 'is-not':
      return !isSame(said, value)
    case 'contains':
      return typeof said === 'string' && said.toLowerCase().includes(String(value).toLowerCase())
    case 'above':
      return numberOf(said) > numberOf(value)
    case 'below':
      return numberOf(said) < numberOf(value)
  }
}

const isSame = (said: unknown, value: Scalar): boolean =>
  isScalar(said) && String(said).trim().toLowerCase() === String(value).toLowerCase()

/** NaN of what is no number, which is neither above nor below anything. */
const numberOf = (said: unknown): number =>
  typeof said === 'number' || (typeof said === 'string' && said.trim() !== '') ? Number(said) : Number.NaN

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value)

/** `plan.name` is a property of that name, or else the name of a plan. */
function valueAt(properties: Record<string, unknown>, path: string): unknown {
  if (Object.hasOwn(properties, path)) return properties[path]
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined
  }, properties)
}

const LONGEST_VALUE = 300

/** Plain values alone, and none that names a person by an address. */
function keptOf(properties: Record<string, unknown>, keeps: string[]): Record<string, Scalar> {
  const kept: Record<string, Scalar> = {}
  for (const name of keeps) {
    const value = valueAt(properties, name)
    if (!isScalar(value) || (typeof value === 'number' && !Number.isFinite(value))) continue
    kept[name] = typeof value === 'string' ? withoutPersons(value, LONGEST_VALUE) : value
  }
  return kept
}
