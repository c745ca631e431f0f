import { z } from 'zod'
import { type DueEntry, dueEntries, dueEntry } from '#src/knowledge/due.ts'
import type { Library } from '#src/knowledge/library.ts'
import { answerableFor } from './answerable.ts'
import { DUE_WITHIN_DAYS, dueFor } from './due-for.ts'

/** What somebody is told of the entries that they answer for, as published. */
export const notice = z.object({
  /** Entries that they confirm: gone stale, and due within 14 days. */
  stale: z.array(dueEntry),
  due: z.array(dueEntry),
  /** Entries that they own, that somebody else confirms and that have been stale for 14 days. */
  overdue: z.array(dueEntry).default([]),
})
export type Notice = z.output<typeof notice>

const STAGES = ['due', 'stale', 'overdue'] as const

/** One stage of one verification of one entry, which is told once: "stale/persona/carla/2026-05-20T00:00:00Z". */
const keyOf = (stage: (typeof STAGES)[number], { kind, slug, verifiedAt }: DueEntry): string =>
  [stage, kind, slug, verifiedAt ?? 'never'].join('/')

/** The keys of everything that a notice tells. */
export const keysOf = (told: Notice): string[] =>
  STAGES.flatMap((stage) => told[stage].map((each) => keyOf(stage, each)))

/** What is to be told to somebody, but for what was told before. */
export function noticeFor(
  library: Library,
  handle: string,
  when: { now: Temporal.Instant; zone: string },
  told: ReadonlySet<string>,
): Notice {
  const mine = dueFor(library, handle, when)
  const overdue = overdueFor(library, handle, when)
  const untold = (stage: (typeof STAGES)[number], all: DueEntry[]) =>
    all.filter((each) => !told.has(keyOf(stage, each)))
  return {
    stale: untold(
      'stale',
      mine.filter(({ stale }) => stale),
    ),
    due: untold(
      'due',
      mine.filter(({ stale }) => !stale),
    ),
    overdue: untold('overdue', overdue),
  }
}

function overdueFor(
  { entries, members }: Library,
  handle: string,
  { now, zone }: { now: Temporal.Instant; zone: string },
): DueEntry[] {
  const longAgo = now.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: DUE_WITHIN_DAYS })
  return [...entries.values()].flatMap((entry) => {
    const { owner, verifier } = answerableFor(entry, members)
    if (owner?.handle !== handle || verifier === undefined || verifier.handle === handle) return []
    const due = dueEntries([entry], longAgo, zone, 0)
    return due.filter(({ stale }) => stale).map((each) => ({ ...each, verifier: verifier.handle }))
  })
}
