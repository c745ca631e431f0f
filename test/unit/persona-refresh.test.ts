import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { LIMITS } from '#bot/slack/limits.ts'
import { personaRefresh } from '#bot/views/refresh-card.ts'
import { lateness } from '#bot/views/telling.ts'
import { tried } from '#src/feedback/feedback.ts'
import { findingFacts } from '#src/findings/finding.ts'
import { type CheckItem, checklist } from '#src/refresh/checklist.ts'
import { itemsOf, withSince } from '#src/refresh/derive.ts'
import { persona } from '#test/support/company.ts'
import { folderOf } from '#test/support/folder.ts'
import { libraryOf } from '#test/support/library.ts'
import { toldText } from '#test/support/told.ts'

const FIXTURES = new URL('../fixtures/persona-refresh/', import.meta.url)
const ZONE = 'Europe/Berlin'

const size = z.object({ month: z.string(), n: z.record(z.string(), z.number()) })
const halfYear = z.object({
  /** So many personas beside those of the files, in the hands of two. */
  personas: z.number().default(0),
  files: z.record(z.string(), z.record(z.string(), z.unknown())),
  sizes: z
    .object({
      now: size,
      earlier: size,
      moved: z.array(z.object({ from: z.string(), to: z.string(), accounts: z.number() })),
    })
    .optional(),
  leads: z.object({ all: z.number(), disqualified: z.number() }).default({ all: 0, disqualified: 0 }),
  flags: z.array(z.object({ kind: z.string(), slug: z.string(), text: z.string() })).default([]),
  findings: z.array(findingFacts).default([]),
  tried: z.array(tried).default([]),
  ticks: checklist.shape.ticks.default([]),
  before: z.object({ period: z.string(), open: z.array(z.string()) }).optional(),
  lateness: lateness.optional(),
})

const sizeOf = ({ month, n }: z.output<typeof size>) => ({
  month,
  n: new Map(Object.entries(n)),
  of: Object.values(n).reduce((sum, each) => sum + each, 0),
})

/** What the board would see of a case; nothing is posted where there is nothing to check. */
async function told(name: string) {
  const given = halfYear.parse(parse(readFileSync(new URL(`${name}/case.yaml`, FIXTURES), 'utf8')))
  const many = Array.from({ length: given.personas }, (_, index) => [
    `personas/persona-${index + 1}.yaml`,
    { ...persona(`Persona ${index + 1} · Buyer`), owner: ['mina', 'jonas'][index % 2] },
  ])
  const library = await libraryOf(await folderOf({ ...given.files, ...Object.fromEntries(many) }))
  const raisedAt = Temporal.Instant.from('2026-12-01T08:00:00Z')
  const flag = { id: 'f', version: 1, link: undefined, raisedBy: undefined, raisedAt, settled: undefined }
  const { sizes } = given
  const items = itemsOf({
    library,
    sizes: sizes
      ? { now: sizeOf(sizes.now), earlier: sizeOf(sizes.earlier), moved: sizes.moved }
      : { now: undefined, earlier: undefined, moved: [] },
    leads: given.leads,
    flags: given.flags.map((each) => ({ ...flag, ...each })),
    findings: given.findings,
    tried: given.tried,
    today: Temporal.PlainDate.from('2027-01-08'),
    zone: ZONE,
  })
  if (items.length === 0) return []
  const open = items.filter(({ id }) => given.before?.open.includes(id)).map((item): CheckItem => item)
  const before = given.before && { period: given.before.period, open }
  return personaRefresh(
    { items: withSince(items, before), ticks: given.ticks },
    {
      run: 'persona-refresh/2026-H2/board',
      period: { id: '2026-H2' },
      scheduledAt: Temporal.ZonedDateTime.from('2027-01-08T09:30[Europe/Berlin]'),
      lateness: given.lateness,
      missed: [],
      library,
      zone: ZONE,
    },
  )
}

test.each(readdirSync(FIXTURES))('%s', async (name) => {
  const file = new URL(`${name}/posts.txt`, FIXTURES).pathname
  await expect(toldText(await told(name))).toMatchFileSnapshot(file)
})

test('forty personas fit into messages that Slack takes, and no check is left out', async () => {
  const posts = await told('forty-personas')
  expect(posts).toHaveLength(42)
  for (const { message } of posts) {
    expect(message.blocks.length).toBeLessThanOrEqual(LIMITS.blocksPerMessage)
    expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(LIMITS.charactersPerMessage)
    expect(message.text).not.toContain("don't fit")
  }
  const buttons = posts.flatMap(({ message }) => message.blocks).filter(({ type }) => type === 'actions')
  expect(buttons).toHaveLength(40 * 5 + 1)
  expect(posts[0]?.message.text.length).toBeLessThan(600)
})
