import { expect, test } from 'vitest'
import { createLibrary } from '#src/knowledge/library.ts'
import { incentiveAudits } from '#src/tasks/incentives.ts'
import { DEMO, libraryOf, NOW } from '#test/support/library.ts'

const demo = await libraryOf(DEMO)

test('each function that is paid by numbers has its own audit, with who speaks for it on the board', () => {
  expect(incentiveAudits(demo).map(({ id, matter }) => [id, matter])).toEqual([
    ['incentives/jonas', { to: 'incentives', function: 'sales' }],
    ['incentives/lou', { to: 'incentives', function: 'marketing' }],
    ['incentives/lea', { to: 'incentives', function: 'support' }],
    ['incentives/ada', { to: 'incentives', function: 'product' }],
  ])
})

test('nobody who has left is asked, and nobody before there is a persona', () => {
  const members = new Map([...demo.members].map(([handle, member]) => [handle, { ...member, leftAt: NOW }]))
  expect(incentiveAudits({ ...demo, members })).toEqual([])
  expect(incentiveAudits({ ...createLibrary().library, members: demo.members })).toEqual([])
})
