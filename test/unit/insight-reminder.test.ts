import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { LIMITS } from '#bot/slack/limits.ts'
import { insightReminder } from '#bot/views/insight-reminder.ts'
import { lateness } from '#bot/views/telling.ts'
import { tried } from '#src/feedback/feedback.ts'
import { tasksOf, withSince } from '#src/tasks/derive.ts'
import { closing, type Task } from '#src/tasks/task.ts'
import { persona } from '#test/support/company.ts'
import { folderOf } from '#test/support/folder.ts'
import { libraryOf } from '#test/support/library.ts'
import { toldText } from '#test/support/told.ts'

const FIXTURES = new URL('../fixtures/insight-reminder/', import.meta.url)
const ZONE = 'Europe/Berlin'

const count = z.number()
const quarter = z.object({
  /** So many personas beside those of the files, each short of research and never verified. */
  personas: z.number().default(0),
  files: z.record(z.string(), z.record(z.string(), z.unknown())),
  questions: z
    .array(z.object({ id: z.string(), text: z.string(), times: count, owner: z.string() }))
    .default([]),
  flags: z
    .array(z.object({ id: z.string(), kind: z.string(), slug: z.string(), text: z.string() }))
    .default([]),
  tried: z.array(tried).default([]),
  news: z
    .object({
      questions: z.object({ asked: count, answered: count }),
      flags: z.object({ raised: count, settled: count }),
      verdicts: z.object({ worked: count, failed: count }),
    })
    .default({
      questions: { asked: 0, answered: 0 },
      flags: { raised: 0, settled: 0 },
      verdicts: { worked: 0, failed: 0 },
    }),
  /** Tasks that were open in the list before. */
  before: z.object({ period: z.string(), open: z.array(z.string()) }).optional(),
  closed: z.array(closing).default([]),
  settled: z.array(z.string()).default([]),
  lateness: lateness.optional(),
  missed: z.array(z.string()).default([]),
})

/** What the board would see of a case. */
async function told(name: string) {
  const given = quarter.parse(parse(readFileSync(new URL(`${name}/case.yaml`, FIXTURES), 'utf8')))
  const many = Array.from({ length: given.personas }, (_, index) => [
    `personas/persona-${index + 1}.yaml`,
    { ...persona(`Persona ${index + 1} · Buyer`), owner: ['mina', 'jonas', 'ada'][index % 3] },
  ])
  const library = await libraryOf(await folderOf({ ...given.files, ...Object.fromEntries(many) }))
  const now = Temporal.Instant.from('2027-01-08T08:00:00Z')
  const flags = given.flags.map((flag) => ({
    ...flag,
    version: 1,
    link: undefined,
    raisedBy: undefined,
    raisedAt: now,
    settled: undefined,
  }))
  const fresh = tasksOf({
    library,
    zone: ZONE,
    today: now.toZonedDateTimeISO(ZONE).toPlainDate(),
    questions: given.questions,
    flags,
    tried: given.tried,
  })
  const open = given.before?.open.map((id): Task => ({ id, matter: { to: 'weights' } })) ?? []
  const tasks = withSince(fresh, given.before && { period: given.before.period, open })
  const inQuarter = [...library.evidence.values()].filter(({ date }) => date >= '2026-10-01')
  const methods = Map.groupBy(inQuarter, ({ method }) => method)
  const voices = methods.get('field-note')?.length ?? 0
  methods.delete('field-note')
  const evidence = [...methods].map(([method, some]) => ({ method, count: some.length }))
  return insightReminder(
    {
      tasks,
      dueOn: '2027-02-26',
      news: { evidence, voices, ...given.news },
      progress: { closed: given.closed, settled: given.settled },
    },
    {
      run: 'insight-reminder/2026-Q4/board',
      period: { id: '2026-Q4' },
      scheduledAt: Temporal.ZonedDateTime.from('2027-01-08T09:00[Europe/Berlin]'),
      lateness: given.lateness,
      missed: given.missed,
      library,
      zone: ZONE,
    },
  )
}

test.each(readdirSync(FIXTURES))('%s', async (name) => {
  const file = new URL(`${name}/posts.txt`, FIXTURES).pathname
  await expect(toldText(await told(name))).toMatchFileSnapshot(file)
})

test('forty personas fit into messages that Slack takes, and nothing is left out unsaid', async () => {
  const posts = await told('forty-personas')
  for (const { message } of posts) {
    expect(message.blocks.length).toBeLessThanOrEqual(LIMITS.blocksPerMessage)
    expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(LIMITS.charactersPerMessage)
    expect(message.text).not.toContain("don't fit")
  }
  expect(posts[0]?.message.text.length).toBeLessThan(900)
})
