import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { validateBlocks } from '#bot/sandbox/blocks/validate.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { ownerDigest, wholeWeek } from '#bot/views/owner-digest.ts'
import { type Listing, lateness } from '#bot/views/telling.ts'
import { isFailing, triedOf } from '#src/feedback/feedback.ts'
import { isEmpty, ownerWeek } from '#src/refresh/digest.ts'
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
  expect(text).toMatch(/Too expensive doesn't fit any more: 経理.*…\n/)
  expect(text).toMatch(/Can wait: \d+ unanswered questions, 1 line that fails\.\n\[Show\]$/)
  const whole = wholeWeek(week, telling)
  expect(validateBlocks(whole, 'message')).toEqual([])
  expect(plainText(whole).match(/was asked 3 times and has no verified answer/g)).toHaveLength(5)
  expect(plainText(whole)).toMatch(/Too expensive worked 2 of 9 times for Finn\.\n\[Show it\]/)
})

const FIXTURES = new URL('../fixtures/owner-digest/', import.meta.url)
const late = z.object({ lateness: lateness.optional(), missed: z.array(z.string()).default([]) })

test.each(readdirSync(FIXTURES))('%s fits on the screen of a phone', async (name) => {
  const kept: unknown = parse(readFileSync(new URL(`${name}/week.yaml`, FIXTURES), 'utf8'))
  const scheduledAt = Temporal.ZonedDateTime.from('2026-11-16T08:00[Europe/Berlin]')
  const at = {
    ...telling,
    ...late.parse(kept),
    scheduledAt,
    scope: 'mina',
    run: 'owner-digest/2026-W47/mina',
  }
  const posts = ownerDigest(ownerWeek.parse(kept), { ...at, lateness: at.lateness, zone: 'Europe/Berlin' })
  const text = posts.map(({ message }) => plainText(message.blocks)).join('\n\n')
  expect(text.length).toBeLessThanOrEqual(1200)
  await expect(`${text}\n`).toMatchFileSnapshot(new URL(`${name}/post.txt`, FIXTURES).pathname)
})

test('a week with nothing in it is empty, whatever days were quiet', () => {
  const empty = {
    stale: [],
    due: [],
    questions: [],
    alerts: [],
    quiet: { from: '2026-11-01', to: '2026-11-02' },
  }
  expect(isEmpty(ownerWeek.parse(empty))).toBe(true)
  expect(isEmpty(ownerWeek.parse({ ...empty, alerts: [{ account: 'A', firedOn: '2026-11-01' }] }))).toBe(
    false,
  )
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
