import { type DueEntry, dueEntries } from '#src/knowledge/due.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { answerableFor } from './answerable.ts'

/** So many days before an entry becomes stale, whoever confirms it is asked. */
export const DUE_WITHIN_DAYS = 14

type When = { now: Temporal.Instant; zone: string }

/** What somebody has to confirm: stale entries first, and those that become stale within 14 days. */
export function dueFor(
  { entries, members }: Pick<Library, 'entries' | 'members'>,
  handle: string,
  { now, zone }: When,
): DueEntry[] {
  const mine = [...entries.values()].filter(
    (entry) => answerableFor(entry, members).verifier?.handle === handle,
  )
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  return dueEntries(mine, today, zone, DUE_WITHIN_DAYS).map((each) => ({ ...each, verifier: handle }))
}

/** Whether an entry is one that somebody should confirm now. */
export function isDue(entry: Entry, { now, zone }: When): boolean {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  return dueEntries([entry], today, zone, DUE_WITHIN_DAYS).length > 0
}
