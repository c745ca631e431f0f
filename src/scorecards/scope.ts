import { type Decision, excludedFromScorecards, weightsAt } from '#src/decisions/effects.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { isKind } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { ScorecardBody } from './scorecard.ts'

/** A persona that is not in a scorecard, and why. */
export type LeftOut = { persona: string } & (
  | { because: 'decided'; decision: Decision }
  | { because: 'hypothesis' | 'turned away' | 'retired' }
)

/** Who is in a scorecard on a day, those first that the board weighs most; and who isn't, of those one may look for. */
export function scopeOf(
  library: Library,
  { personas }: Pick<ScorecardBody, 'personas'>,
  day: Temporal.PlainDate,
  zone: string,
): { in: Entry<'persona'>[]; out: LeftOut[] } {
  const decided = excludedFromScorecards(library, day)
  const wanted = personasOf(library).filter(
    ({ slug, status }) => status !== 'draft' && (personas.length === 0 || personas.includes(slug)),
  )
  const out = wanted.flatMap((entry): LeftOut[] => {
    const { slug: persona, status, body } = entry
    const decision = decided.get(persona)
    if (status === 'retired' && wasRetiredBy(entry, day, zone)) return [{ persona, because: 'retired' }]
    if (decision) return [{ persona, because: 'decided', decision }]
    if (status === 'hypothesis') return [{ persona, because: 'hypothesis' }]
    if (body.kind === 'negative' && personas.length === 0) return [{ persona, because: 'turned away' }]
    return []
  })
  const left = new Set(out.map(({ persona }) => persona))
  return {
    in: inOrder(
      wanted.filter(({ slug }) => !left.has(slug)),
      library,
      day,
    ),
    out,
  }
}

const personasOf = ({ entries }: Library): Entry<'persona'>[] =>
  [...entries.values()].filter((entry): entry is Entry<'persona'> => isKind(entry, 'persona'))

/** A report of a month before that keeps it. */
const wasRetiredBy = ({ since }: Entry, day: Temporal.PlainDate, zone: string): boolean =>
  Temporal.PlainDate.compare(since.toZonedDateTimeISO(zone).toPlainDate(), day) <= 0

const KINDS = ['primary', 'secondary', 'negative']

function inOrder(
  personas: Entry<'persona'>[],
  library: Library,
  day: Temporal.PlainDate,
): Entry<'persona'>[] {
  const shares = new Map(weightsAt(library, day)?.shares.map(({ persona, weight }) => [persona, weight]))
  const weight = ({ slug }: Entry) => shares.get(slug) ?? 0
  return personas.toSorted(
    (a, b) =>
      weight(b) - weight(a) ||
      KINDS.indexOf(a.body.kind) - KINDS.indexOf(b.body.kind) ||
      a.title.localeCompare(b.title),
  )
}
