import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { validateBlocks } from '#bot/sandbox/blocks/validate.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { boardAgenda } from '#bot/views/board-agenda.ts'
import { agenda } from '#src/agenda/agenda.ts'
import { agendaDay, nextMeeting, WEEKS } from '#src/rhythm/meeting.ts'
import { DEMO, libraryOf, NOW } from '#test/support/library.ts'

const library = await libraryOf(DEMO)
const FIXTURES = new URL('../fixtures/board-agenda/', import.meta.url)
const ZONE = 'Europe/Berlin'
const scheduledAt = Temporal.ZonedDateTime.from('2026-11-27T09:00[Europe/Berlin]')

test.each(readdirSync(FIXTURES))('%s', async (name) => {
  const kept: object = parse(readFileSync(new URL(`${name}/agenda.yaml`, FIXTURES), 'utf8'))
  const facts = agenda.parse({ ...kept, meeting: '2026-12-01T10:00:00+01:00[Europe/Berlin]' })
  const day = scheduledAt.toPlainDate()
  const [post] = boardAgenda(facts, {
    run: 'board-agenda/2026-11-27/board',
    scope: 'board',
    period: { id: '2026-11-27', from: day, to: day.add({ days: 1 }) },
    scheduledAt,
    lateness: undefined,
    missed: [],
    library,
    now: NOW,
    zone: ZONE,
    currency: 'EUR',
  })
  const blocks = post?.message.blocks ?? []
  expect(validateBlocks(blocks, 'message')).toEqual([])
  const text = plainText(blocks)
  await expect(`${text}\n`).toMatchFileSnapshot(new URL(`${name}/post.txt`, FIXTURES).pathname)
})

const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE)

test('the board meets on its weekday of the month, and in the next one once that has begun', () => {
  const first = { week: '1', weekday: 2, hour: 10 } as const
  expect(nextMeeting(first, at('2026-11-20T09:00')).toString()).toContain('2026-12-01T10:00')
  expect(nextMeeting(first, at('2026-12-01T09:59')).toString()).toContain('2026-12-01T10:00')
  expect(nextMeeting(first, at('2026-12-01T10:00')).toString()).toContain('2027-01-05T10:00')
  expect(nextMeeting({ ...first, week: 'last' }, at('2027-02-01T09:00')).toString()).toContain('2027-02-23')
  expect(nextMeeting({ ...first, week: 'last' }, at('2027-03-01T09:00')).toString()).toContain('2027-03-30')
})

test('its agenda comes on a business day, two to four days before', () => {
  const meetings = fc.record({
    week: fc.constantFrom(...WEEKS),
    weekday: fc.integer({ min: 1, max: 5 }),
    hour: fc.integer({ min: 0, max: 23 }),
  })
  fc.assert(
    fc.property(meetings, fc.integer({ min: 0, max: 2000 }), (meeting, days) => {
      const next = nextMeeting(meeting, at('2026-01-01T12:00').add({ days }))
      const before = agendaDay(next).until(next.toPlainDate()).days
      expect(next.dayOfWeek).toBe(meeting.weekday)
      expect(agendaDay(next).dayOfWeek).toBeLessThanOrEqual(5)
      expect([2, 3, 4]).toContain(before)
    }),
  )
})
