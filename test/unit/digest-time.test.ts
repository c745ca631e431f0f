import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Asked } from '#jobs/job.ts'
import { awaiting } from '#jobs/own-time.ts'
import type { Context } from '#src/context.ts'
import { type DigestTime, dueInWeek, HOURS, isQuiet, USUAL } from '#src/rhythm/digest-time.ts'

const ZONE = 'Europe/Berlin'
const MONDAY = Temporal.PlainDate.from('2026-11-16')
const day = (offset: number) => MONDAY.add({ days: offset }).toString()
const dueOf = (time: DigestTime, since?: string) => {
  const due = dueInWeek(MONDAY, time, {
    zone: ZONE,
    since:
      since === undefined ? undefined : Temporal.PlainDateTime.from(since).toZonedDateTime(ZONE).toInstant(),
  })
  return due.due === 'at' ? due.at.toPlainDateTime().toString({ smallestUnit: 'minute' }) : 'not this week'
}

describe('a week comes', () => {
  test('on Mondays at eight, until somebody says otherwise', () => {
    expect(dueOf(USUAL)).toBe('2026-11-16T08:00')
    expect(dueOf({ weekday: 5, hour: 16 })).toBe('2026-11-20T16:00')
  })

  test('on the first day after quiet days, of the same week or of the one in which they end', () => {
    expect(dueOf({ ...USUAL, quiet: { from: day(0), to: day(2) } })).toBe('2026-11-19T08:00')
    expect(dueOf({ ...USUAL, quiet: { from: day(-3), to: day(8) } })).toBe('not this week')
    expect(dueOf({ weekday: 5, hour: 9, quiet: { from: day(-4), to: day(1) } })).toBe('2026-11-18T09:00')
    expect(dueOf({ weekday: 5, hour: 9, quiet: { from: day(-1), to: day(1) } })).toBe('2026-11-20T09:00')
    expect(dueOf({ weekday: 5, hour: 9, quiet: { from: day(4), to: day(6) } })).toBe('not this week')
  })

  test('at once where its time has passed when it is chosen, but for quiet days', () => {
    expect(dueOf(USUAL, '2026-11-18T10:30')).toBe('2026-11-18T10:30')
    expect(dueOf({ ...USUAL, quiet: { from: day(2), to: day(3) } }, '2026-11-18T10:30')).toBe(
      '2026-11-20T08:00',
    )
  })
})

const WEEKS = 3
const times = fc.record({
  at: fc.integer({ min: 0, max: WEEKS * 168 - 1 }),
  weekday: fc.integer({ min: 1, max: 7 }),
  hour: fc.constantFrom(...HOURS),
  quiet: fc.option(
    fc.record({ from: fc.integer({ min: -7, max: 21 }), days: fc.integer({ min: 1, max: 12 }) }),
  ),
})

/** Three weeks in which the clock looks every hour and somebody changes their mind half an hour before: when it posted. */
function livedThrough(changes: { at: number; time: DigestTime }[], start: Temporal.PlainDate) {
  const begin = start.toZonedDateTime(ZONE)
  const posted = new Map<number, { at: Temporal.ZonedDateTime; time: DigestTime }>()
  const atTheEnd = new Map<number, DigestTime>()
  let time: DigestTime = USUAL
  let since: Temporal.Instant | undefined
  for (let hour = 0; hour <= WEEKS * 168 + 168; hour += 1) {
    const now = begin.add({ hours: hour })
    for (const change of changes.filter(({ at }) => at === hour)) {
      time = change.time
      since = now.subtract({ minutes: 30 }).toInstant()
    }
    for (let week = 0; week < WEEKS; week += 1) {
      const from = start.add({ weeks: week })
      const to = from.add({ weeks: 1 })
      const open = Temporal.ZonedDateTime.compare(now, from.toZonedDateTime(ZONE)) >= 0
      if (!open || posted.has(week) || atTheEnd.has(week)) continue
      const due = dueInWeek(from, time, { zone: ZONE, since })
      const own = due.due === 'at' ? { at: due.at } : { not: 'quiet' }
      const asked = { period: { from, to }, now: now.toInstant() } as unknown as Asked
      const outcome = awaiting(own, asked, { zone: ZONE } as Context)
      if (!outcome) posted.set(week, { at: now, time })
      else if (outcome.state === 'nothing') atTheEnd.set(week, time)
    }
  }
  return { posted, atTheEnd }
}

test('however often somebody changes their mind, a week brings one digest, never on a quiet day, and is lost to quiet days alone', () => {
  const changing = fc.array(times, { maxLength: 8 })
  const starts = fc.constantFrom('2026-11-16', '2026-10-19', '2027-03-22')
  fc.assert(
    fc.property(changing, starts, (drawn, start) => {
      const monday = Temporal.PlainDate.from(start)
      const changes = drawn.map(({ at, weekday, hour, quiet }) => {
        const from = quiet && monday.add({ days: quiet.from })
        const days = from && { from: from.toString(), to: from.add({ days: quiet.days - 1 }).toString() }
        return { at, time: { weekday, hour, ...(days && { quiet: days }) } }
      })
      const { posted, atTheEnd } = livedThrough(changes, monday)
      expect(posted.size + atTheEnd.size).toBe(WEEKS)
      for (const [week, { at, time }] of posted) {
        expect(at.toPlainDate().since(monday).days).toBeGreaterThanOrEqual(week * 7)
        expect(at.toPlainDate().since(monday).days).toBeLessThan(week * 7 + 7)
        expect(isQuiet(time, at.toPlainDate())).toBe(false)
      }
      for (const [week, time] of atTheEnd)
        expect(isQuiet(time, monday.add({ days: week * 7 + 6 }))).toBe(true)
    }),
    { numRuns: 30 },
  )
})

const next = (local: string) => ({ at: Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE) })
const week = { from: MONDAY, to: MONDAY.add({ weeks: 1 }) }
const comes = (now: string, own: Parameters<typeof awaiting>[0]) => {
  const asked = { period: week, now: next(now).at.toInstant() } as unknown as Asked
  return awaiting(own, asked, { zone: ZONE } as Context)?.state ?? 'now'
}

test.each([
  ['2026-11-20T15:59', '2026-11-27T16:00', 'waiting'],
  ['2026-11-20T16:00', '2026-11-27T16:00', 'now'],
  ['2026-11-24T10:00', '2026-11-27T16:00', 'now'],
  ['2026-11-26T15:59', '2026-11-27T16:00', 'now'],
  ['2026-11-26T16:00', '2026-11-27T16:00', 'nothing'],
  ['2026-12-15T10:00', '2026-11-27T16:00', 'nothing'],
])('of a week due on Friday, at %s, with the next on %s, comes: %s', (now, then, state) => {
  expect(comes(now, { ...next('2026-11-20T16:00'), next: next(then) })).toBe(state)
})

test('a week that is paused waits beyond its end, one that its reader wants quiet does not', () => {
  expect(comes('2026-11-24T10:00', { paused: true })).toBe('waiting')
  expect(comes('2026-11-24T10:00', { not: 'quiet' })).toBe('nothing')
})
