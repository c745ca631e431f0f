import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'

/** What holds for a KPI of a persona on a day; of several, what was begun last. */
export function targetAt(
  library: Library,
  of: { kpi: string; persona: string },
  day: Temporal.PlainDate,
): Entry<'target'> | undefined {
  const on = day.toString()
  return entriesOf(library, 'target')
    .filter(
      ({ status, body }) =>
        status === 'active' &&
        body.kpi === of.kpi &&
        body.persona === of.persona &&
        body.from <= on &&
        on <= body.until,
    )
    .toSorted((a, b) => b.body.from.localeCompare(a.body.from))[0]
}

/** Whether a value is as good as a target, or better. */
export const isReached = (value: number, target: number, better: 'higher' | 'lower'): boolean =>
  better === 'higher' ? value >= target : value <= target
