/** What is older was sent before, or tells nothing any more: windows of signals reach back a year at most. */
const OLDEST_DAYS = 400
/** A clock that nobody could correct may be so much ahead. */
const AHEAD_MINUTES = 60

const ISO = /^[+-]?\d{4,6}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i

/**
 * When an event happened, by the Segment specification: its own time, corrected by how wrong its sender's clock was
 * when it was sent (receivedAt − (sentAt − timestamp)); as it was said where nothing says when it was sent, and when
 * it was received where it has no time.
 */
export function placeInTime(
  timestamp: unknown,
  sentAt: unknown,
  receivedAt: Temporal.Instant,
): { at: Temporal.Instant } | { reason: string } {
  if (timestamp == null) return { at: receivedAt }
  const own = millisecondsOf(timestamp)
  if (own === undefined) return { reason: notATime('timestamp') }
  const sent = sentAt == null ? undefined : millisecondsOf(sentAt)
  if (sentAt != null && sent === undefined) return { reason: notATime('sentAt') }
  const received = receivedAt.epochMilliseconds
  const at = sent === undefined ? own : received - (sent - own)
  if (at > received + AHEAD_MINUTES * MINUTE) return { reason: TOO_FAR_AHEAD }
  if (at < received - OLDEST_DAYS * DAY) return { reason: TOO_OLD }
  return { at: Temporal.Instant.fromEpochMilliseconds(at) }
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const TOO_FAR_AHEAD = `timestamp lies more than ${AHEAD_MINUTES} minutes ahead: check the sender's clock, or send sentAt`
const TOO_OLD = `timestamp lies more than ${OLDEST_DAYS} days back: what is so old is not taken any more`

const notATime = (field: string): string =>
  `${field} has to be a time as ISO 8601 writes it, such as 2026-11-22T10:00:00.000Z`

/** Undefined of what is no time, or one that no calendar has. Without a zone it is UTC. */
function millisecondsOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !ISO.test(value)) return undefined
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(value) || value.length <= 10
  const ms = Date.parse(hasZone ? value : `${value}Z`)
  return Number.isNaN(ms) ? undefined : ms
}
