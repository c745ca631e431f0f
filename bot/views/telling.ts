import { z } from 'zod'
import { type Block, small } from '#bot/slack/blocks.ts'
import type { Keyed } from '#bot/slack/outgoing.ts'
import type { Library } from '#src/knowledge/library.ts'
import { periodName } from '#src/runs/period.ts'
import { inWords } from './reading.ts'

/** Why a report does not come on time. Instants in ISO 8601. */
export const lateness = z.discriminatedUnion('because', [
  z.object({ because: z.enum(['down', 'paused']), from: z.string(), to: z.string() }),
  z.object({ because: z.enum(['sources', 'failures', 'delay']) }),
  z.object({ because: z.enum(['by hand', 'test']), at: z.string() }),
])
export type Lateness = z.output<typeof lateness>

/** A post of a report. The first has the run's own key, the others that key and their name. */
export type Post = Pick<Keyed, 'message' | 'picture'> & {
  name?: string
  inThread?: boolean
  /** The key of another run's post, in whose thread it belongs. */
  threadOf?: string
}

/** Everything that a report is told with, beside its facts. */
export type Telling = {
  /** Names the run: the key of its first post, and what its buttons carry. */
  run: string
  /** Whom it is for: "board", or a member's handle. */
  scope: string
  period: { id: string; from: Temporal.PlainDate; to: Temporal.PlainDate }
  scheduledAt: Temporal.ZonedDateTime
  lateness: Lateness | undefined
  /** Periods that this one stands in for. */
  missed: string[]
  library: Library
  now: Temporal.Instant
  zone: string
  currency: string
}

/** What a post that lists things to do is told with, also when it is brought up to date after a click. */
export type Listing = Pick<
  Telling,
  'run' | 'scope' | 'scheduledAt' | 'lateness' | 'missed' | 'library' | 'zone'
>

const MOST_MISSED = 6

/** The line above a report that doesn't come on its day: why, in which zone that is meant, and for what it stands in. */
export function latenessLines({
  lateness: late,
  missed,
  scheduledAt,
}: Pick<Telling, 'lateness' | 'missed' | 'scheduledAt'>): Block[] {
  if (late === undefined) return []
  const instead = missed.length > 0 ? ` It stands in for ${namesOf(missed)} too.` : ''
  return [small(reason(late, scheduledAt), instead)]
}

function reason(late: Lateness, due: Temporal.ZonedDateTime): string {
  switch (late.because) {
    case 'down':
      return `Late: it was due ${whenIn(due)}; I was down from ${whenOf(late.from, due)} to ${whenOf(late.to, due)}.`
    case 'paused':
      return `Late: it was due ${whenIn(due)}, and was paused from ${whenOf(late.from, due)} to ${whenOf(late.to, due)}.`
    case 'sources':
      return `Late: it was due ${whenIn(due)}, and waited for its sources.`
    case 'failures':
      return `Late: it was due ${whenIn(due)}, and several attempts to post it failed.`
    case 'delay':
      return `Late: it was due ${whenIn(due)}.`
    case 'by hand':
      return `Run by hand, ${whenOf(late.at, due)}.`
    case 'test':
      return `A test that only you see, ${whenOf(late.at, due)}.`
  }
}

const whenOf = (iso: string, { timeZoneId }: Temporal.ZonedDateTime): string =>
  whenIn(Temporal.Instant.from(iso).toZonedDateTimeISO(timeZoneId))

function namesOf(missed: string[]): string {
  const named = missed.slice(-MOST_MISSED).map(periodName)
  const more = missed.length - named.length
  return more > 0 ? `${named.join(', ')} and ${more} before them` : inWords(named)
}

/** "Wed 4 Nov 2026, 09:00 Europe/Berlin" */
export function whenIn(at: Temporal.ZonedDateTime): string {
  const day = at.toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  return `${day.replaceAll(',', '')}, ${at.toPlainTime().toString({ smallestUnit: 'minute' })} ${at.timeZoneId}`
}
