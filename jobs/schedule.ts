import { firstDayOf, type Unit, weekOf } from '#src/runs/period.ts'

/**
 * When a job runs. `about` says which unit the period is: the one in which it runs, or the one that had closed by
 * then. The hour is in the team's zone: an hour that a clock change leaves out comes as much later as the clocks
 * jump, one that it repeats counts the first time.
 */
export type Schedule = {
  every: Unit
  about: 'this' | 'last'
  on: Day
  at: string
}

/**
 * The n-th Monday-to-Friday day of the unit, or its n-th day, the last where it has fewer; 1 is the first. Where that
 * is a weekend, `orBusinessDayAfter` waits for Monday, which may be in the next unit.
 */
type Day = { businessDay: number } | { day: number; orBusinessDayAfter?: boolean }

/** One round of a schedule: what it is about and when it is due, computed from the calendar and never from now. */
export type Period = {
  /** "2026-10", "2026-Q3", "2026-H1", "2026", "2026-W47", "2026-11-04" */
  id: string
  every: Unit
  /** The first day that it is about. */
  from: Temporal.PlainDate
  /** The first day after it. */
  to: Temporal.PlainDate
  scheduledAt: Temporal.ZonedDateTime
}

const STEP: Record<Unit, Temporal.DurationLike> = {
  day: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
  quarter: { months: 3 },
  'half-year': { months: 6 },
  year: { years: 1 },
}

/** More than these would be of no use to anybody: a clock that was off for years starts here. */
const MOST = 400

/**
 * The periods that became due after `after` and by `now`, oldest first, the newest 400 of them. Those up to the
 * period that begins on `done` are over, in whichever zone they were scheduled.
 */
export function duePeriods(
  schedule: Schedule,
  zone: string,
  {
    after,
    done,
    now,
  }: { after: Temporal.Instant; done?: Temporal.PlainDate | undefined; now: Temporal.Instant },
): Period[] {
  const due: Period[] = []
  for (
    let period = latestDue(schedule, zone, now);
    due.length < MOST;
    period = before(schedule, zone, period)
  ) {
    if (Temporal.Instant.compare(period.scheduledAt.toInstant(), after) <= 0) break
    if (done && Temporal.PlainDate.compare(period.from, done) <= 0) break
    due.unshift(period)
  }
  return due
}

/** The last period that was due by then. */
export function latestDue(schedule: Schedule, zone: string, now: Temporal.Instant): Period {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  let start = startOf(schedule.every, today).add(STEP[schedule.every])
  for (;;) {
    const period = periodRunIn(schedule, zone, start)
    if (Temporal.Instant.compare(period.scheduledAt.toInstant(), now) <= 0) return period
    start = start.subtract(STEP[schedule.every])
  }
}

/** The period that a run by hand is about: the last one that has closed, or the one that it is in. */
export function periodAt(schedule: Schedule, zone: string, now: Temporal.Instant): Period {
  return periodRunIn(schedule, zone, startOf(schedule.every, now.toZonedDateTimeISO(zone).toPlainDate()))
}

/** When the clock will run a job next. */
export function nextDue(schedule: Schedule, zone: string, now: Temporal.Instant): Temporal.ZonedDateTime {
  return periodAfter(schedule, zone, latestDue(schedule, zone, now)).scheduledAt
}

export function periodAfter(schedule: Schedule, zone: string, period: Period): Period {
  return periodRunIn(schedule, zone, runUnitOf(schedule, period).add(STEP[schedule.every]))
}

function before(schedule: Schedule, zone: string, period: Period): Period {
  return periodRunIn(schedule, zone, runUnitOf(schedule, period).subtract(STEP[schedule.every]))
}

/** The start of the unit in which a period's job runs. */
const runUnitOf = ({ about }: Schedule, { from, to }: Period): Temporal.PlainDate =>
  about === 'last' ? to : from

function periodRunIn(schedule: Schedule, zone: string, unit: Temporal.PlainDate): Period {
  const { every, about, at } = schedule
  const from = about === 'last' ? unit.subtract(STEP[every]) : unit
  const scheduledAt = dayIn(schedule, unit).toZonedDateTime({ timeZone: zone, plainTime: at })
  return { id: idOf(every, from), every, from, to: from.add(STEP[every]), scheduledAt }
}

/** The day of a unit on which a job runs. */
function dayIn({ every, on }: Schedule, unit: Temporal.PlainDate): Temporal.PlainDate {
  if ('businessDay' in on) return businessDay(unit, on.businessDay)
  const days = unit.until(unit.add(STEP[every])).days
  const day = unit.add({ days: Math.min(on.day, days) - 1 })
  return on.orBusinessDayAfter ? businessDay(day, 1) : day
}

/** A period that was claimed before, by its name. */
export function periodOf(
  { every }: Schedule,
  run: { period: string; scheduledAt: Temporal.ZonedDateTime },
): Period {
  const from = firstDayOf(run.period)
  return { id: run.period, every, from, to: from.add(STEP[every]), scheduledAt: run.scheduledAt }
}

/** The n-th day from Monday to Friday, counted from a day that counts itself. */
export function businessDay(from: Temporal.PlainDate, n: number): Temporal.PlainDate {
  let day = from
  for (let left = n; ; day = day.add({ days: 1 })) {
    if (day.dayOfWeek <= 5) left -= 1
    if (left === 0) return day
  }
}

/** The last day from Monday to Friday before a day. */
export function lastBusinessDay(before: Temporal.PlainDate): Temporal.PlainDate {
  const day = before.subtract({ days: 1 })
  return day.subtract({ days: Math.max(0, day.dayOfWeek - 5) })
}

function startOf(every: Unit, day: Temporal.PlainDate): Temporal.PlainDate {
  switch (every) {
    case 'day':
      return day
    case 'week':
      return day.subtract({ days: day.dayOfWeek - 1 })
    case 'month':
      return day.with({ day: 1 })
    case 'quarter':
      return day.with({ day: 1, month: day.month - ((day.month - 1) % 3) })
    case 'half-year':
      return day.with({ day: 1, month: day.month <= 6 ? 1 : 7 })
    case 'year':
      return day.with({ day: 1, month: 1 })
  }
}

function idOf(every: Unit, from: Temporal.PlainDate): string {
  switch (every) {
    case 'day':
      return from.toString()
    case 'week':
      return weekOf(from)
    case 'month':
      return from.toPlainYearMonth().toString()
    case 'quarter':
      return `${from.year}-Q${Math.ceil(from.month / 3)}`
    case 'half-year':
      return `${from.year}-H${from.month <= 6 ? 1 : 2}`
    case 'year':
      return String(from.year)
  }
}
