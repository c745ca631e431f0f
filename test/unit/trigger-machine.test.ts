import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Answer,
  answered,
  type Change,
  changed,
  look,
  type Pace,
  type Standing,
} from '#src/triggers/machine.ts'

const START = Temporal.Instant.from('2026-11-02T08:00Z')
const at = (hours: number) => START.add({ hours })
const hours = (count: number) => Temporal.Duration.from({ hours: count })
const PACE: Pace = { cooldown: hours(72), repeat: hours(24) }

type Step = { hours: number } & (
  | { holds: boolean | undefined }
  | { press: 'take' | 'done' | 'dismiss' }
  | { press: 'snooze'; for: number }
)

const step: fc.Arbitrary<Step> = fc
  .tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.oneof(
      fc.record({ holds: fc.constantFrom(true, true, false, undefined) }),
      fc.record({ press: fc.constantFrom('take' as const, 'done' as const, 'dismiss' as const) }),
      fc.record({ press: fc.constant('snooze' as const), for: fc.constantFrom(24, 72, 168) }),
    ),
  )
  .map(([later, what]) => ({ hours: later, ...what }))

/** What came of a history, by the hour. */
type Line = [hour: number, what: Change | 'take' | 'snooze' | 'done' | 'dismiss']

const answerOf = (pressed: Step & { press: string }, now: number): Answer =>
  pressed.press === 'snooze' && 'for' in pressed
    ? { answer: 'snooze', until: at(now + pressed.for) }
    : { answer: pressed.press as 'take' | 'done' | 'dismiss' }

function play(steps: Step[]): Line[] {
  const lines: Line[] = []
  let standing: Standing = { state: 'ok' }
  let [now, firedAt] = [0, START]
  for (const each of steps) {
    now += each.hours
    if ('press' in each) {
      const next = answered(standing, answerOf(each, now))
      if (next) lines.push([now, each.press])
      standing = next ?? standing
      continue
    }
    const change = look(standing, each.holds, at(now), PACE)
    if (!change) continue
    if (change === 'fires') firedAt = at(now)
    standing = changed(change, firedAt, at(now), PACE)
    lines.push([now, change])
  }
  return lines
}

/** The same, told as a rep would: flags and hours instead of states. */
function model(steps: Step[]): Line[] {
  const lines: Line[] = []
  let [now, open, quiet, closed] = [0, false, 0, false]
  let fired = Number.NEGATIVE_INFINITY
  let mine = false
  let remindAt = Number.POSITIVE_INFINITY
  for (const each of steps) {
    now += each.hours
    if ('press' in each) {
      if (!open || closed || (each.press === 'take' && mine)) continue
      lines.push([now, each.press])
      mine = each.press === 'take'
      closed = each.press === 'done' || each.press === 'dismiss'
      remindAt = each.press === 'snooze' && 'for' in each ? now + each.for : Number.POSITIVE_INFINITY
    } else if (each.holds === true && !open && now >= quiet) {
      lines.push([now, 'fires'])
      open = true
      closed = mine = false
      fired = now
      remindAt = now + 24
    } else if (each.holds === true && open && now >= remindAt) {
      lines.push([now, 'is told again'])
      remindAt = now + 24
    } else if (each.holds === false && open) {
      lines.push([now, 'recovers'])
      open = false
      quiet = fired + 72
    }
  }
  return lines
}

test('an alert goes through any history as a simple model of it does', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      expect(play(steps)).toEqual(model(steps))
    }),
    { numRuns: 2000 },
  )
})

test('it fires on the transition alone, however often is looked', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), (looks) => {
      const steps: Step[] = Array.from({ length: looks }, () => ({ hours: 0, holds: true }))
      expect(play(steps)).toEqual([[0, 'fires']])
    }),
  )
})

test('looking twice at the same moment changes nothing the second time', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const twice = steps.flatMap((each): Step[] =>
        'holds' in each ? [each, { ...each, hours: 0 }] : [each],
      )
      expect(play(twice)).toEqual(play(steps))
    }),
  )
})

test('what was over stays quiet until its cooldown ends, and fires then if it is so again', () => {
  expect(
    play([
      { hours: 0, holds: true },
      { hours: 10, holds: false },
      { hours: 10, holds: true },
      { hours: 51, holds: true },
      { hours: 1, holds: true },
    ]),
  ).toEqual([
    [0, 'fires'],
    [10, 'recovers'],
    [72, 'fires'],
  ])
})

test('what is snoozed is told again when the snooze is over and it is still so; who took it is left alone', () => {
  expect(
    play([
      { hours: 0, holds: true },
      { hours: 1, press: 'snooze', for: 72 },
      { hours: 40, holds: true },
      { hours: 32, holds: true },
      { hours: 1, press: 'take' },
      { hours: 100, holds: true },
      { hours: 1, press: 'done' },
      { hours: 1, press: 'take' },
      { hours: 1, holds: false },
    ]),
  ).toEqual([
    [0, 'fires'],
    [1, 'snooze'],
    [73, 'is told again'],
    [74, 'take'],
    [175, 'done'],
    [177, 'recovers'],
  ])
})

test('what cannot be known changes nothing', () => {
  expect(
    play([
      { hours: 0, holds: true },
      { hours: 99, holds: undefined },
    ]),
  ).toEqual([[0, 'fires']])
})
