/**
 * Where an account stands towards a trigger. It fires on the transition from `ok`, once, and is over by itself when
 * its condition no longer holds. `quietUntil`: it fired a while ago and does not fire again before then.
 */
export type Standing =
  | { state: 'ok'; quietUntil?: Temporal.Instant | undefined }
  | { state: 'breached'; toldAt: Temporal.Instant }
  | { state: 'acknowledged' }
  | { state: 'snoozed'; until: Temporal.Instant }
  | { state: 'done' }
  | { state: 'dismissed' }

/** What somebody presses: mine; not now; seen to; not worth it. */
export type Answer =
  | { answer: 'take' }
  | { answer: 'snooze'; until: Temporal.Instant }
  | { answer: 'done' }
  | { answer: 'dismiss' }

/** How long a trigger keeps still after it fired, and after how long an unanswered alert is told again, if ever. */
export type Pace = { cooldown: Temporal.Duration; repeat?: Temporal.Duration | undefined }

export type Change = 'fires' | 'is told again' | 'recovers'

/**
 * What a look changes. `holds` is whether the condition is true now; undefined where that can't be known, which
 * changes nothing. How often is looked doesn't matter: the same look twice changes nothing the second time.
 */
export function look(
  standing: Standing,
  holds: boolean | undefined,
  now: Temporal.Instant,
  pace: Pace,
): Change | undefined {
  if (holds === undefined) return undefined
  switch (standing.state) {
    case 'ok':
      return holds && !isBefore(now, standing.quietUntil) ? 'fires' : undefined
    case 'breached':
      if (!holds) return 'recovers'
      return pace.repeat && !isBefore(now, after(standing.toldAt, pace.repeat)) ? 'is told again' : undefined
    case 'snoozed':
      if (!holds) return 'recovers'
      return isBefore(now, standing.until) ? undefined : 'is told again'
    case 'acknowledged':
    case 'done':
    case 'dismissed':
      return holds ? undefined : 'recovers'
  }
}

/** Where an account stands after a change. Firing and being told again make an alert wait for an answer. */
export function changed(
  change: Change,
  firedAt: Temporal.Instant,
  now: Temporal.Instant,
  pace: Pace,
): Standing {
  return change === 'recovers'
    ? { state: 'ok', quietUntil: after(firedAt, pace.cooldown) }
    : { state: 'breached', toldAt: now }
}

/** What an answer makes of an alert; undefined where it is too late for it: it is over, or its work is. */
export function answered(standing: Standing, given: Answer): Standing | undefined {
  if (standing.state === 'ok' || standing.state === 'done' || standing.state === 'dismissed') return undefined
  switch (given.answer) {
    case 'take':
      return standing.state === 'acknowledged' ? undefined : { state: 'acknowledged' }
    case 'snooze':
      return { state: 'snoozed', until: given.until }
    case 'done':
      return { state: 'done' }
    case 'dismiss':
      return { state: 'dismissed' }
  }
}

/** A duration later; a day of it has 24 hours. */
export const after = (instant: Temporal.Instant, duration: Temporal.Duration): Temporal.Instant =>
  instant.add({ milliseconds: millisecondsOf(duration) })

export const millisecondsOf = (duration: Temporal.Duration): number =>
  Math.round(duration.total({ unit: 'millisecond', relativeTo: START }))

/** Months and years are those from here, which are as long as any. */
const START = Temporal.PlainDateTime.from('2001-01-01')

const isBefore = (now: Temporal.Instant, then: Temporal.Instant | undefined): boolean =>
  then !== undefined && Temporal.Instant.compare(now, then) < 0
