import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { Decided } from './decision.ts'

export type Decision = Entry<'decision'>

/** From when a decision holds: the day that it names, else the day on which it was approved (in UTC). */
export const startOf = ({ body, since }: Decision): string =>
  body.from ?? since.toZonedDateTimeISO('UTC').toPlainDate().toString()

/** Decisions of one kind that hold on a day, the newest first. */
export const decisionsAt = (library: Library, decided: Decided, day: Temporal.PlainDate): Decision[] =>
  inForce(library, day).filter(({ body }) => body.decided === decided)

function inForce(library: Library, day: Temporal.PlainDate): Decision[] {
  const at = day.toString()
  return entriesOf(library, 'decision')
    .filter((each) => startOf(each) <= at && (each.body.until === undefined || at < each.body.until))
    .toSorted((a, b) => startOf(b).localeCompare(startOf(a)))
}

/** What was decided about a persona and holds on a day, the newest first: what a refresh looks at once more. */
export const decidedAbout = (library: Library, slug: string, day: Temporal.PlainDate): Decision[] =>
  inForce(library, day).filter(({ body }) => [...body.personas, body.gains, body.loses].includes(slug))

/** Personas that are left out of scorecards on a day, by slug, with the decision that says why. */
export function excludedFromScorecards(library: Library, day: Temporal.PlainDate): Map<string, Decision> {
  const decisions = decisionsAt(library, 'exclude', day).toReversed()
  return new Map(decisions.flatMap((each) => each.body.personas.map((slug) => [slug, each] as const)))
}

/** The weights of personas in composite KPIs on a day: those that were decided for it, so that an old report keeps its own. */
export function weightsAt(library: Library, day: Temporal.PlainDate) {
  const [newest] = decisionsAt(library, 'weights', day)
  return newest && { since: startOf(newest), shares: newest.body.weights }
}

/** Whether KPIs count a persona as it was tagged at the month's close, which is so unless decided, or as it is tagged now. */
export function classificationAt(library: Library, day: Temporal.PlainDate): 'static' | 'live' {
  const [newest] = decisionsAt(library, 'classification', day)
  return newest?.body.choice === 'live' ? 'live' : 'static'
}

/** KPIs that were added beside the usual ones, the newest first. */
export const adHocKpis = (library: Library, day: Temporal.PlainDate): string[] =>
  decisionsAt(library, 'kpi', day).flatMap(({ body }) => body.kpi ?? [])

/** What was decided about an underperforming persona: to let it go, or to turn it around. */
export function fateOf(library: Library, slug: string, day: Temporal.PlainDate): Decision | undefined {
  return decisionsAt(library, 'sunset', day).find(({ body }) => body.personas.includes(slug))
}
