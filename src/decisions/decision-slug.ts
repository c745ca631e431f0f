import type { Library } from '#src/knowledge/library.ts'
import type { Decided } from './decision.ts'

/** "sunset-2026-11-22", and a number where there is one of that name. */
export function decisionSlug(decided: Decided, now: Temporal.Instant, library: Library): string {
  const day = now.toZonedDateTimeISO('UTC').toPlainDate().toString()
  const name = `${decided}-${day}`
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? name : `${name}-${number}`
    if (!library.entries.has(`decision/${slug}`)) return slug
  }
}
