import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { validateBlocks } from '#bot/sandbox/blocks/validate.ts'
import { deepRefresh } from '#bot/views/deep-refresh.ts'
import { whomToInterview } from '#src/evidence/interviewees.ts'
import { interviewsOwed } from '#src/tasks/deep-refresh.ts'
import { closing } from '#src/tasks/task.ts'
import { persona } from '#test/support/company.ts'
import { folderOf } from '#test/support/folder.ts'
import { libraryOf } from '#test/support/library.ts'
import { toldText } from '#test/support/told.ts'

const FIXTURES = new URL('../fixtures/deep-refresh/', import.meta.url)
const SINCE = '2026-01-01'

const year = z.object({
  /** So many personas beside those of the files, in the hands of two. */
  personas: z.number().default(0),
  files: z.record(z.string(), z.record(z.string(), z.unknown())),
  least: z.number(),
  /** Evidence that came in after the list was posted. */
  later: z.array(z.string()).default([]),
  closed: z.array(closing).default([]),
})

/** What the board would see of a case. */
async function told(name: string) {
  const given = year.parse(parse(readFileSync(new URL(`${name}/case.yaml`, FIXTURES), 'utf8')))
  const many = Array.from({ length: given.personas }, (_, index) => [
    `personas/persona-${index + 1}.yaml`,
    { ...persona(`Persona ${index + 1} · Buyer`), owner: ['mina', 'jonas'][index % 2] },
  ])
  const library = await libraryOf(await folderOf({ ...given.files, ...Object.fromEntries(many) }))
  const before = [...library.evidence].filter(([slug]) => !given.later.includes(slug))
  const owed = { since: SINCE, least: given.least }
  const tasks = interviewsOwed({ ...library, evidence: new Map(before) }, owed)
  return deepRefresh(
    { tasks, dueOn: '2027-03-31', progress: { closed: given.closed, settled: [] } },
    {
      run: 'deep-refresh/2027-01/board',
      period: { id: '2027-01' },
      scheduledAt: Temporal.ZonedDateTime.from('2027-01-14T10:00[Europe/Berlin]'),
      lateness: undefined,
      missed: [],
      library,
      zone: 'Europe/Berlin',
    },
  )
}

test.each(readdirSync(FIXTURES))('%s', async (name) => {
  const posts = await told(name)
  for (const { message } of posts) expect(validateBlocks(message.blocks, 'message')).toEqual([])
  await expect(toldText(posts)).toMatchFileSnapshot(new URL(`${name}/posts.txt`, FIXTURES).pathname)
})

test('whoever chose fewer interviews owes fewer, and one of each group is wanted in any case', () => {
  const none = new Map()
  const sum = (least: number) =>
    [...whomToInterview(none, 0, ['new', 'active', 'churned'], least).values()].reduce((a, b) => a + b, 0)
  expect([sum(5), sum(15)]).toEqual([5, 15])
  const heard = new Map([['new' as const, 5]])
  expect([...whomToInterview(heard, 5, ['new', 'churned'], 5)]).toEqual([['churned', 1]])
})
