import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  businessDay,
  duePeriods,
  lastBusinessDay,
  latestDue,
  nextDue,
  periodAt,
  type Schedule,
} from '#jobs/schedule.ts'
import { firstDayOf, UNITS } from '#src/runs/period.ts'

const ZONES = [...Intl.supportedValuesOf('timeZone'), 'UTC']
const zone = fc.constantFrom(...ZONES)
const schedule: fc.Arbitrary<Schedule> = fc.record({
  every: fc.constantFrom(...UNITS),
  about: fc.constantFrom('this' as const, 'last' as const),
  on: fc.record({ day: fc.constant(1), orBusinessDayAfter: fc.boolean() }),
  at: fc.constantFrom('00:00', '00:30', '02:00', '02:30', '03:00', '09:00', '23:59'),
})
const monthly: fc.Arbitrary<Schedule> = schedule.chain((base) =>
  fc.record({
    every: fc.constantFrom('month' as const, 'quarter' as const, 'half-year' as const, 'year' as const),
    about: fc.constant(base.about),
    on: fc.oneof(
      fc.record({ businessDay: fc.integer({ min: 1, max: 10 }) }),
      fc.record({ day: fc.integer({ min: 1, max: 366 }), orBusinessDayAfter: fc.boolean() }),
    ),
    at: fc.constant(base.at),
  }),
)
const anySchedule = fc.oneof(schedule, monthly)
const instant = fc
  .integer({ min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000))
const ids = (periods: { id: string }[]) => periods.map(({ id }) => id)
const at = (iso: string) => Temporal.ZonedDateTime.from(iso)

const review: Schedule = { every: 'month', about: 'last', on: { businessDay: 3 }, at: '09:00' }
const daily: Schedule = { every: 'day', about: 'this', on: { day: 1 }, at: '02:30' }

describe('in every IANA zone', () => {
  test('the latest period is due by now and the next is not', () => {
    fc.assert(
      fc.property(anySchedule, zone, instant, (its, where, now) => {
        const last = latestDue(its, where, now).scheduledAt.toInstant()
        const next = nextDue(its, where, now).toInstant()
        expect(Temporal.Instant.compare(last, now)).toBeLessThanOrEqual(0)
        expect(Temporal.Instant.compare(next, now)).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
  })

  test('a clock that looks whenever it likes, after minutes or months, claims each period once and in order', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 90 * 24 * 60 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(anySchedule, zone, instant, gaps, (its, where, start, minutes) => {
        const claimed: string[] = []
        let done: Temporal.PlainDate | undefined
        let now = start
        for (const gap of minutes) {
          now = now.add({ minutes: gap })
          const due = duePeriods(its, where, { after: start, done, now })
          claimed.push(...ids(due))
          done = due.at(-1)?.from ?? done
        }
        const all = ids(duePeriods(its, where, { after: start, now }))
        expect(claimed.slice(-all.length)).toEqual(all)
        expect(new Set(claimed).size).toBe(claimed.length)
      }),
      { numRuns: 1000 },
    )
  })

  test('it is the hour on the wall, or as much later as the clocks jump over it', () => {
    fc.assert(
      fc.property(anySchedule, zone, instant, (its, where, now) => {
        const { scheduledAt } = latestDue(its, where, now)
        const wall = scheduledAt.toPlainTime()
        const jumped = scheduledAt.subtract({ hours: 3 }).offsetNanoseconds < scheduledAt.offsetNanoseconds
        if (!jumped && scheduledAt.startOfDay().hoursInDay === 24)
          expect(wall.toString().slice(0, 5)).toBe(its.at)
      }),
      { numRuns: 2000 },
    )
  })

  test('a period is found again by its name', () => {
    fc.assert(
      fc.property(anySchedule, zone, instant, (its, where, now) => {
        const { id, from } = periodAt(its, where, now)
        expect(firstDayOf(id).toString()).toBe(from.toString())
      }),
    )
  })

  test('a change of the zone neither repeats nor skips a period', () => {
    fc.assert(
      fc.property(anySchedule, zone, zone, instant, (its, before, after, start) => {
        const moved = start.add({ hours: 24 * 200 })
        const first = duePeriods(its, before, { after: start, now: moved })
        const done = first.at(-1)?.from
        const later = duePeriods(its, after, { after: start, done, now: moved.add({ hours: 24 * 200 }) })
        const starts = [...first, ...later].map(({ from }) => from.toString())
        expect(starts).toEqual([...new Set(starts)].toSorted())
        if (done && later[0]) expect(later[0].from.toString()).toBe(first.at(-1)?.to.toString())
      }),
      { numRuns: 500 },
    )
  })
})

test('a day that the unit lacks is its last, and one that is moved off a weekend comes at the Monday after it', () => {
  const wanted = fc.record({ day: fc.integer({ min: 1, max: 366 }), orBusinessDayAfter: fc.constant(true) })
  fc.assert(
    fc.property(anySchedule, wanted, zone, instant, (base, on, where, now) => {
      const its = { ...base, about: 'this' as const, at: '09:00' }
      const plain = periodAt({ ...its, on: { day: on.day } }, where, now)
      const shifted = periodAt({ ...its, on }, where, now)
      const last = plain.to.subtract({ days: 1 })
      const meant = plain.from.add({ days: on.day - 1 })
      const day = Temporal.PlainDate.compare(meant, last) > 0 ? last : meant
      expect(plain.scheduledAt.toPlainDate().toString()).toBe(day.toString())
      const moved = { 6: 2, 7: 1 }[day.dayOfWeek] ?? 0
      expect(shifted.scheduledAt.toPlainDate().toString()).toBe(day.add({ days: moved }).toString())
      expect(shifted.id).toBe(plain.id)
    }),
    { numRuns: 1000 },
  )
})

const monthEnd: Schedule = {
  every: 'month',
  about: 'this',
  on: { day: 31, orBusinessDayAfter: true },
  at: '09:00',
}
const yearly: Schedule = { every: 'year', about: 'last', on: { day: 60 }, at: '02:30' }

test.each([
  [monthEnd, '2028-02-29', '2028-02', '2028-02-29T09:00:00+01:00'],
  [monthEnd, '2027-03-01', '2027-02', '2027-03-01T09:00:00+01:00'],
  [monthEnd, '2026-02-28', '2026-01', '2026-02-02T09:00:00+01:00'],
  [yearly, '2028-12-31', '2027', '2028-02-29T02:30:00+01:00'],
  [yearly, '2027-12-31', '2026', '2027-03-01T02:30:00+01:00'],
])('month ends and leap days: %j has at the end of %s the period %s behind it', (its, day, period, due) => {
  const now = Temporal.ZonedDateTime.from(`${day}T23:00[Europe/Berlin]`).toInstant()
  expect(latestDue(its, 'Europe/Berlin', now)).toMatchObject({ id: period })
  expect(latestDue(its, 'Europe/Berlin', now).scheduledAt.toString()).toBe(`${due}[Europe/Berlin]`)
})

test('the third business day is the third from Monday to Friday', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 10 }), (now, n) => {
      const first = now.toZonedDateTimeISO('UTC').toPlainDate().with({ day: 1 })
      const day = businessDay(first, n)
      const between = Array.from({ length: first.until(day).days + 1 }, (_, index) =>
        first.add({ days: index }),
      )
      expect(between.filter(({ dayOfWeek }) => dayOfWeek <= 5)).toHaveLength(n)
      expect(day.dayOfWeek).toBeLessThanOrEqual(5)
    }),
  )
})

test.each([
  ['2026-11-04T08:59[Europe/Berlin]', '2026-09'],
  ['2026-11-04T09:00[Europe/Berlin]', '2026-10'],
  ['2028-03-02T12:00[Europe/Berlin]', '2028-01'],
  ['2028-03-03T09:00[Europe/Berlin]', '2028-02'],
  ['2026-01-05T09:00[Asia/Kolkata]', '2025-12'],
])('at %s the clock has the review of %s behind it', (now, period) => {
  const then = at(now)
  expect(latestDue(review, then.timeZoneId, then.toInstant()).id).toBe(period)
})

test('run by hand before its day, a review is about the month that has closed', () => {
  expect(periodAt(review, 'Europe/Berlin', Temporal.Instant.from('2026-11-02T08:00:00Z')).id).toBe('2026-10')
})

test('an hour that the clocks skip comes an hour later, and one that they repeat comes once', () => {
  const on = (day: string) =>
    latestDue(daily, 'Europe/Berlin', Temporal.Instant.from(`${day}T12:00:00Z`)).scheduledAt
  expect(on('2026-03-29').toString()).toBe('2026-03-29T03:30:00+02:00[Europe/Berlin]')
  expect(on('2026-10-25').toString()).toBe('2026-10-25T02:30:00+02:00[Europe/Berlin]')
  const through = {
    after: Temporal.Instant.from('2026-10-24T20:00:00Z'),
    now: Temporal.Instant.from('2026-10-25T20:00:00Z'),
  }
  expect(ids(duePeriods(daily, 'Europe/Berlin', through))).toEqual(['2026-10-25'])
})

test.each([
  ['2027-03-01', '2027-02-26'],
  ['2026-12-01', '2026-11-30'],
  ['2027-06-01', '2027-05-31'],
  ['2026-06-01', '2026-05-29'],
])('the last business day before %s is %s', (before, expected) => {
  expect(lastBusinessDay(Temporal.PlainDate.from(before)).toString()).toBe(expected)
})
