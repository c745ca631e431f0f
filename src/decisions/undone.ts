import { z } from 'zod'
import { answerableFor } from '#src/freshness/answerable.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import type { Decided } from './decision.ts'
import { type Decision, decisionsAt, fateOf, startOf } from './effects.ts'

/** A decision that waits: its personas are as they were, or the day on which it no longer holds comes near. */
export const undone = z.object({
  slug: z.string(),
  title: z.string(),
  since: z.string(),
  /** Still answered from though it is to go; still several; still the same people; or about to be over. */
  is: z.enum(['in use', 'apart', 'same', 'ending']),
  personas: z.array(z.string()),
  until: z.string().optional(),
  /** Handle of who answers for what is to be done. */
  speaks: z.string().optional(),
})
export type Undone = z.output<typeof undone>

const ENDS_WITHIN = { months: 1 }

/** What was decided and is not done yet, as far as the knowledge base shows it; and what ends within a month. */
export function undoneAt(library: Library, today: Temporal.PlainDate): Undone[] {
  const waiting = (['sunset', 'consolidate', 'resegment'] as const).flatMap((decided) =>
    decisionsAt(library, decided, today).flatMap((each) => {
      const left = leftOf(decided, each, library, today)
      return left.length === 0 ? [] : [undoneOf(each, WAITS[decided], left, library)]
    }),
  )
  return [...waiting, ...endingAt(library, today)]
}

const WAITS = { sunset: 'in use', consolidate: 'apart', resegment: 'same' } as const

/** The personas of a decision that are as they were. */
function leftOf(
  decided: keyof typeof WAITS,
  decision: Decision,
  library: Library,
  today: Temporal.PlainDate,
): string[] {
  const { personas, choice } = decision.body
  const inUse = entriesOf(library, 'persona').filter(({ slug }) => personas.includes(slug))
  const slugs = inUse.map(({ slug }) => slug)
  switch (decided) {
    case 'sunset':
      return choice === 'sunset' ? slugs.filter((slug) => fateOf(library, slug, today) === decision) : []
    case 'consolidate':
      return choice === 'consolidate' && slugs.length > 1 ? slugs : []
    case 'resegment': {
      const changed = inUse.some(({ since }) => dayOf(since) >= startOf(decision))
      return changed || inUse.length < personas.length ? [] : slugs
    }
  }
}

const dayOf = (instant: Temporal.Instant): string =>
  instant.toZonedDateTimeISO('UTC').toPlainDate().toString()

function endingAt(library: Library, today: Temporal.PlainDate): Undone[] {
  const limit = today.add(ENDS_WITHIN).toString()
  const endable: Decided[] = ['exclude', 'sunset', 'weights', 'classification', 'kpi']
  return endable
    .flatMap((decided) => decisionsAt(library, decided, today))
    .filter(({ body }) => body.until !== undefined && body.until <= limit)
    .map((each) => undoneOf(each, 'ending', each.body.personas, library))
}

function undoneOf(decision: Decision, is: Undone['is'], personas: string[], library: Library): Undone {
  const { slug, title, body } = decision
  const [first] = personas
  const about = (first === undefined ? undefined : findEntry(library, 'persona', first)) ?? decision
  const speaks = answerableFor(about, library.members).owner?.handle
  return {
    ...{ slug, title, is, personas, since: startOf(decision) },
    ...(is === 'ending' && body.until !== undefined && { until: body.until }),
    ...(speaks !== undefined && { speaks }),
  }
}
