import { expect, test } from 'vitest'
import { passOn } from '#src/freshness/pass-on.ts'
import type { Leave } from '#src/members/leave.ts'
import type { KnownMember, Role, TeamFunction } from '#src/members/member.ts'

const AT = Temporal.Instant.from('2026-11-24T09:00:00Z')
const today = Temporal.PlainDate.from('2026-11-24')

const person = (handle: string, team: TeamFunction, roles: Role[]): KnownMember => ({
  ...{ id: handle, handle, name: handle, email: undefined, function: team, roles },
})
const gone = (member: KnownMember): KnownMember => ({ ...member, leftAt: AT })
const away = (memberId: string, deputyId: string): Leave => ({
  ...{ memberId, deputyId, from: today, until: today.add({ days: 5 }), by: memberId, at: AT },
})
const after = (left: KnownMember, others: KnownMember[], leaves: Leave[] = []) =>
  passOn(left, new Map([gone(left), ...others].map((each) => [each.handle, each])), { leaves, today })

const mina = person('mina', 'marketing', ['persona-owner', 'admin'])
const ines = person('ines', 'data', ['board', 'kpi-owner'])
const kim = person('kim', 'data', ['rep'])
const jonas = person('jonas', 'sales', ['board'])

test('a role that nobody else has goes to whoever owns the personas; a seat of another function stays empty and is said', () => {
  expect(after(ines, [mina, jonas])).toMatchObject({
    roles: [{ role: 'kpi-owner', to: 'mina' }],
    voiceless: 'data',
  })
})

test('their deputy of these days comes first, and takes the seat where it is of the same function', () => {
  expect(after(ines, [mina, kim], [away('ines', 'kim')])).toMatchObject({
    roles: [
      { role: 'kpi-owner', to: 'kim' },
      { role: 'board', to: 'kim' },
    ],
    voiceless: undefined,
  })
  expect(after(ines, [mina, jonas], [away('ines', 'jonas')])).toMatchObject({
    roles: [{ role: 'kpi-owner', to: 'jonas' }],
    voiceless: 'data',
  })
})

test('a deputy who has left too takes nothing over', () => {
  expect(after(ines, [mina, gone(kim)], [away('ines', 'kim')]).roles).toEqual([
    { role: 'kpi-owner', to: 'mina' },
  ])
})

test('what others have too goes to nobody, and a function with another voter has its voice', () => {
  const second = person('omar', 'data', ['board', 'kpi-owner'])
  expect(after(ines, [mina, second])).toEqual({
    roles: [],
    voiceless: undefined,
    sponsorless: false,
    deputyFor: [],
  })
})

test('the last admin who leaves hands that to whoever owns the personas, else it is lost', () => {
  const owner = person('olga', 'marketing', ['persona-owner'])
  expect(after(person('ada', 'product', ['admin']), [owner]).roles).toEqual([{ role: 'admin', to: 'olga' }])
  expect(after(person('ada', 'product', ['admin']), [jonas]).roles).toEqual([])
})

test('that no sponsor is left is said, and for whom they were to stand in', () => {
  const vera = person('vera', 'executive', ['sponsor'])
  expect(after(vera, [mina, jonas], [away('jonas', 'vera')])).toMatchObject({
    roles: [],
    sponsorless: true,
    deputyFor: ['jonas'],
  })
})
