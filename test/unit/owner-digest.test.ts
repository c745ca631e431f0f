import { expect, test } from 'vitest'
import { validateBlocks } from '#bot/sandbox/blocks/validate.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { ownerDigest } from '#bot/views/owner-digest.ts'
import type { Listing } from '#bot/views/telling.ts'
import { isFailing, triedOf } from '#src/feedback/feedback.ts'
import { ownerWeek } from '#src/refresh/digest.ts'
import { DEMO, libraryOf, NOW } from '#test/support/library.ts'

const library = await libraryOf(DEMO)
const finn = { kind: 'objection', slug: 'too-expensive', persona: 'finn-finance-lead' }
const telling: Listing = {
  run: 'owner-digest/2026-W47/jonas',
  scope: 'jonas',
  scheduledAt: NOW.toZonedDateTimeISO('UTC'),
  lateness: undefined,
  missed: [],
  library,
  zone: 'UTC',
}

test('a digest brings flags, questions and what fails more often than not, each with its way out', () => {
  const week = ownerWeek.parse({
    stale: [],
    due: [],
    alerts: [],
    questions: Array.from({ length: 5 }, (_, index) => ({
      id: `q${index}`,
      text: `<!channel> ${'ж'.repeat(900)}`,
      times: 3,
    })),
    flags: [{ id: 'f', kind: 'objection', slug: 'too-expensive', text: '経理'.repeat(3000) }],
    failing: [{ ...finn, worked: 2, of: 9 }],
  })
  const [post] = ownerDigest(week, telling)
  const blocks = post?.message.blocks ?? []
  expect(validateBlocks(blocks, 'message')).toEqual([])
  const text = plainText(blocks)
  expect(text).toMatch(/Your week, Jonas\. 1 thing needs you, 6 can wait\./)
  expect(text).toMatch(/Can wait\n• Too expensive worked 2 of 9 times for Finn\./)
  expect(text).toMatch(/Too expensive doesn't fit any more: 経理.*…\n/)
  expect(text.match(/was asked 3 times and has no verified answer/g)).toHaveLength(5)
})

test('facts that were published before there were flags are still read', () => {
  expect(
    ownerWeek.parse({ stale: [], due: [], questions: [{ text: 'a', times: 1 }], alerts: [] }),
  ).toMatchObject({
    flags: [],
    failing: [],
  })
})

test('what was tried belongs to whoever answers for it, and fails from five tries on', () => {
  const counts = [
    { ...finn, worked: 2, of: 5 },
    { ...finn, persona: 'carla-operations-lead', worked: 0, of: 4 },
    { kind: 'persona', slug: 'carla-operations-lead', worked: 1, of: 9 },
    { kind: 'objection', slug: 'gone', worked: 0, of: 9 },
  ]
  expect(triedOf('jonas', counts, library).map(({ of }) => of)).toEqual([5, 4])
  expect(triedOf('jonas', counts, library).filter(isFailing)).toEqual([counts[0]])
})
