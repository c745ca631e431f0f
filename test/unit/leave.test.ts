import { describe, expect, test } from 'vitest'
import { faultOf, type Leave, standsInFor } from '#src/members/leave.ts'
import type { KnownMember } from '#src/members/member.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const AT = Temporal.Instant.from('2026-11-20T09:00:00Z')

const person = (handle: string, more: Partial<KnownMember> = {}): KnownMember => ({
  ...{ id: handle, handle, name: handle, roles: ['board'], function: 'sales' },
  ...more,
})

const leave = (memberId: string, deputyId: string, more: Partial<Leave> = {}): Leave => ({
  ...{ memberId, deputyId, by: memberId, at: AT },
  ...{ from: day('2026-12-01'), until: day('2026-12-05') },
  ...more,
})

const PEOPLE = [person('jonas'), person('ada'), person('lea')]

const pairs = (leaves: Leave[], on: string, people = PEOPLE) =>
  standsInFor(people, leaves, day(on)).map(({ member, deputy }) => `${deputy.handle} for ${member.handle}`)

describe('a deputy stands in', () => {
  test('from the first day of a leave to its last', () => {
    const leaves = [leave('jonas', 'ada')]
    expect(pairs(leaves, '2026-11-30')).toEqual([])
    expect(pairs(leaves, '2026-12-01')).toEqual(['ada for jonas'])
    expect(pairs(leaves, '2026-12-05')).toEqual(['ada for jonas'])
    expect(pairs(leaves, '2026-12-06')).toEqual([])
  })

  test('as what was entered last says, where leaves overlap', () => {
    const later = leave('jonas', 'lea', { from: day('2026-12-03'), at: AT.add({ hours: 1 }) })
    expect(pairs([later, leave('jonas', 'ada')], '2026-12-02')).toEqual(['ada for jonas'])
    expect(pairs([later, leave('jonas', 'ada')], '2026-12-03')).toEqual(['lea for jonas'])
  })

  test('for nobody while they are away themselves, or once they have left', () => {
    expect(pairs([leave('jonas', 'ada'), leave('ada', 'lea')], '2026-12-02')).toEqual(['lea for ada'])
    const gone = [person('jonas'), person('ada', { leftAt: AT })]
    expect(pairs([leave('jonas', 'ada')], '2026-12-02', gone)).toEqual([])
  })
})

test('a leave has a deputy other than its member, and an end that is still to come', () => {
  const today = day('2026-12-02')
  expect(faultOf(leave('jonas', 'ada'), today)).toBeUndefined()
  expect(faultOf(leave('jonas', 'jonas'), today)).toBe('names its own member')
  expect(faultOf(leave('jonas', 'ada', { until: day('2026-11-30') }), today)).toBe('ends before it begins')
  expect(faultOf(leave('jonas', 'ada'), day('2026-12-06'))).toBe('is over')
})
