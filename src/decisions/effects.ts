import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { Decided } from './decision.ts'

export type Decision = Entry<'decision'>

/** From when a decision holds: the day that it names, else the day on which it was approved (in UTC). */
export const startOf = ({ body, since }: Decision): string =>
  body.from ?? since.toZonedDateTimeISO('UTC').toPlainDate().toString()

/** Decisions of one kind that hold on a day, the newest first. */
function decisionsAt(library: Library, decided: Decided, day: Temporal.PlainDate): Decision[] {
  const at = day.toString()
  return entriesOf(library, 'decision')
    .filter((each) => each.body.decided === decided)
    .filter((each) => startOf(each) <= at && (each.body.until === undefined || at < each.body.until))
    .toSorted((a, b) => startOf(b).localeCompare(startOf(a)))
}

/** Personas that are left out of scorecards on a day, by slug, with the decision that says why. */
export function excludedFromScorecards(library: Library, day: Temporal.PlainDate): Map<string, Decision> {
  const decisions = decisionsAt(library, 'exclude', day).toReversed()
  return new Map(decisions.flatMap((each) => each.body.personas.map((slug) => [slug, each] as const)))
}

/** The weights of personas in composite KPIs on a day: those that were decided for it, so that an old report keeps its own. */
export function weightsAt(
  library: Library,
  day: Temporal.PlainDate,
): ReadonlyMap<string, number> | undefined {
  const [newest] = decisionsAt(library, 'weights', day)
  return newest && new Map(newest.body.weights.map(({ persona, weight }) => [persona, weight]))
}

/** Whether KPIs count a persona as it was tagged at the month's close, or as it is tagged now; undefined: not decided. */
export function classificationAt(library: Library, day: Temporal.PlainDate): 'static' | 'live' | undefined {
  const [newest] = decisionsAt(library, 'classification', day)
  return newest && (newest.body.choice === 'live' ? 'live' : 'static')
}

/** What was decided about an underperforming persona: to let it go, or to turn it around. */
export function fateOf(library: Library, slug: string, day: Temporal.PlainDate): Decision | undefined {
  return decisionsAt(library, 'sunset', day).find(({ body }) => body.personas.includes(slug))
}
