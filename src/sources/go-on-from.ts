import type { CursorKind } from './connections/connection.ts'

/**
 * Where a run goes on that got as far as `reached`: earlier by the lookback, which a number has none of. Undefined
 * where it can't be read as what the column holds now, so that everything is read.
 */
export function goOnFrom(reached: string, kind: CursorKind, lookback: string): string | undefined {
  const back = Temporal.Duration.from(lookback)
  try {
    switch (kind) {
      case 'time':
        return Temporal.Instant.from(reached).subtract(inHours(back)).toString()
      case 'local time':
        return Temporal.PlainDateTime.from(reached).subtract(back).toString()
      case 'date':
        return Temporal.PlainDate.from(reached).subtract(wholeDays(back)).toString()
      case 'number':
        return /^-?\d+(\.\d+)?$/.test(reached) ? reached : undefined
    }
  } catch {
    return undefined
  }
}

const FROM = { relativeTo: Temporal.PlainDate.from('2026-01-01') }

const inHours = (duration: Temporal.Duration): Temporal.DurationLike => ({
  milliseconds: Math.round(duration.total({ unit: 'milliseconds', ...FROM })),
})

/** A day is looked at whole. */
const wholeDays = (duration: Temporal.Duration): Temporal.DurationLike => ({
  days: Math.ceil(duration.total({ unit: 'days', ...FROM })),
})
