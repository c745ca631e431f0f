import { z } from 'zod'
import { dueOn, type Entry } from './entry.ts'

/** An entry that somebody has to look at, as of a day. */
export const dueEntry = z.object({
  kind: z.string(),
  slug: z.string(),
  title: z.string(),
  /** The day from which its verification no longer holds; undefined where it never was verified. */
  on: z.string().optional(),
  stale: z.boolean(),
  /** The version that is to be confirmed, and when one was last; absent from what was kept before they were. */
  version: z.number().optional(),
  verifiedAt: z.string().optional(),
  /** Handles: who confirms it, and who owns it. */
  verifier: z.string().optional(),
  owner: z.string().optional(),
})
export type DueEntry = z.output<typeof dueEntry>

/** Entries that are stale or become so within some days, the stalest first; what was never verified comes last. */
export function dueEntries(
  entries: Iterable<Entry>,
  today: Temporal.PlainDate,
  zone: string,
  withinDays: number,
): DueEntry[] {
  const until = today.add({ days: withinDays })
  return [...entries]
    .filter(({ status }) => status === 'active' || status === 'hypothesis')
    .flatMap((entry) => {
      const on = dueOn(entry, zone)
      return on !== undefined && Temporal.PlainDate.compare(on, until) > 0 ? [] : [dueOf(entry, on, today)]
    })
    .toSorted((a, b) => (a.on ?? '9999').localeCompare(b.on ?? '9999') || a.title.localeCompare(b.title))
}

function dueOf(entry: Entry, on: Temporal.PlainDate | undefined, today: Temporal.PlainDate): DueEntry {
  const { kind, slug, title, owner, version, verifiedAt } = entry
  const verifier = entry.verifier ?? owner
  return {
    kind,
    slug,
    title,
    version,
    ...(verifiedAt && { verifiedAt: verifiedAt.toString() }),
    stale: on !== undefined && Temporal.PlainDate.compare(on, today) <= 0,
    ...(on && { on: on.toString() }),
    ...(verifier !== undefined && { verifier }),
    ...(owner !== undefined && { owner }),
  }
}

/** Whether an entry was confirmed since it was found to be due. */
export function confirmedSince(due: DueEntry, entry: Pick<Entry, 'verifiedAt'> | undefined): boolean {
  const now = entry?.verifiedAt
  if (now === undefined || due.version === undefined) return false
  return (
    due.verifiedAt === undefined || Temporal.Instant.compare(now, Temporal.Instant.from(due.verifiedAt)) > 0
  )
}
