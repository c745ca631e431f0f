import { expect, test } from 'vitest'
import { readAsOf } from '#bot/commands/as-of.ts'

test.each([
  ['carla --at 2026-06-30', '2026-06-30', 'carla'],
  ['carla --at=2026-06-30 fears', '2026-06-30', 'carla fears'],
  ['carla at 30 June 2026', '2026-06-30', 'carla'],
  ['objection too expensive as of June 30, 2026', '2026-06-30', 'objection too expensive'],
  ['what was carla afraid of on 1st of March 2026?', '2026-03-01', 'what was carla afraid of?'],
])('%j is about %s', (text, day, rest) => {
  const read = readAsOf(text)
  expect(
    read && 'day' in read && [read.day.toString(), read.rest.replaceAll(/ +/g, ' ').replace(' ?', '?')],
  ).toEqual([day, rest])
})

test.each([
  ['carla --at yesterday', 'yesterday'],
  ['carla --at', ''],
  ['carla --at 2026-02-31', '2026-02-31'],
  ['carla as of 31 June 2026', '31 June 2026'],
])('%j can not be read as a day', (text, unread) => {
  expect(readAsOf(text)).toEqual({ unread })
})

test.each(['carla at renewal', 'what happens at 9', 'objection at 30 %', 'playbook on onboarding 2026'])(
  '%j asks for no day',
  (text) => {
    expect(readAsOf(text)).toBeUndefined()
  },
)
