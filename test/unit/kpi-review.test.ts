import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { LIMITS } from '#bot/slack/limits.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { kpiReview } from '#bot/views/kpi-review.ts'
import { lateness } from '#bot/views/telling.ts'
import type { Library } from '#src/knowledge/library.ts'
import { type ClosedMonth, measure, reviewOf } from '#src/kpis/review.ts'
import { readPersonaNames } from '#src/personas/persona-names.ts'

const NO_LIBRARY: Library = {
  entries: new Map(),
  evidence: new Map(),
  members: new Map(),
  personaNames: readPersonaNames([]),
  index: { search: () => [], knows: () => false },
}

const FIXTURES = new URL('../fixtures/kpi-review/', import.meta.url)

const count = z.number().nullable()
const sums = z.object({
  persona: z.string().nullable(),
  n: z.number(),
  retained: z.number(),
  start: z.number(),
  expansion: z.number(),
  contraction: z.number(),
  churned: z.number(),
  supportCost: count,
  tickets: count,
  reconstructed: z.boolean(),
})
const months = z.object({
  now: z.array(sums),
  before: z.array(sums),
  /** Retention per persona in the months before those two, the oldest first; null where there was no number. */
  retentions: z.record(z.string(), z.array(z.number().nullable())).default({}),
  missing: z.number().default(0),
  instead: z.object({ accounts: z.number(), month: z.string().optional() }).default({ accounts: 0 }),
  lateness: lateness.optional(),
  missed: z.array(z.string()).default([]),
})

/** Months of a thousand customers each, of whom so many stayed. */
function earlierMonths(
  until: Temporal.PlainDate,
  retentions: Record<string, (number | null)[]>,
): ClosedMonth[] {
  const length = Math.max(0, ...Object.values(retentions).map((shares) => shares.length))
  return Array.from({ length }, (_, index) => ({
    month: until.subtract({ months: length - index }).toString(),
    rows: Object.entries(retentions).map(([persona, shares]) => ({
      persona,
      n: (shares[index] ?? null) === null ? 3 : 1000,
      retained: Math.round((shares[index] ?? 0) * 1000),
      start: 0,
      expansion: 0,
      contraction: 0,
      churned: 0,
      supportCost: null,
      tickets: null,
      reconstructed: false,
    })),
  }))
}

/** What the board would see of a case, as text. */
function told(name: string) {
  const { now, before, retentions, missing, instead, ...late } = months.parse(
    parse(readFileSync(new URL(`${name}/months.yaml`, FIXTURES), 'utf8')),
  )
  const month = Temporal.PlainDate.from('2026-10-01')
  const review = reviewOf({
    month,
    rows: now,
    history: [
      ...earlierMonths(month.subtract({ months: 1 }), retentions),
      { month: '2026-09-01', rows: before },
    ],
    missing,
    notes: [],
    instead: now.length === 0 ? { month: instead.month, accounts: instead.accounts } : undefined,
  })
  return kpiReview(review, {
    run: 'kpi-review/2026-10/board',
    scope: 'board',
    period: { id: '2026-10', from: month, to: month.add({ months: 1 }) },
    scheduledAt: Temporal.ZonedDateTime.from('2026-11-04T09:00[Europe/Berlin]'),
    lateness: late.lateness,
    missed: late.missed,
    library: NO_LIBRARY,
    now: Temporal.Instant.from('2026-11-04T08:00:00Z'),
    zone: 'Europe/Berlin',
    currency: 'EUR',
  })
}

test.each(readdirSync(FIXTURES))('%s', async (name) => {
  const posts = told(name)
  const text = posts.map(({ name: part, message, picture }) =>
    [
      `== ${part ?? 'in the channel'}`,
      plainText(message.blocks),
      ...(picture ? [`[picture: ${picture.alt}]`] : []),
    ].join('\n'),
  )
  await expect(`${text.join('\n\n')}\n`).toMatchFileSnapshot(new URL(`${name}/posts.txt`, FIXTURES).pathname)
})

test('forty personas fit into messages that Slack takes, and none is left out', () => {
  const posts = told('forty-personas')
  for (const { message } of posts) {
    expect(message.blocks.length).toBeLessThanOrEqual(LIMITS.blocksPerMessage)
    expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(LIMITS.charactersPerMessage)
    expect(message.text).not.toContain("don't fit")
  }
  const tables = posts.flatMap(({ message }) => message.blocks).filter((block) => block.type === 'table')
  expect(tables.flatMap(({ rows }) => rows.slice(1))).toHaveLength(40)
})

test('the formulas are those of the formats', () => {
  const row = {
    persona: 'carla',
    n: 40,
    retained: 36,
    start: 4000,
    expansion: 400,
    contraction: 100,
    churned: 300,
  }
  const { retention, churn, grossRetention, netRetention, expansion, supportCost } = measure({
    ...row,
    supportCost: 1000,
    tickets: 9,
    reconstructed: false,
  })
  expect([retention, churn].map(({ value }) => value)).toEqual([0.9, 0.1])
  expect(grossRetention).toEqual({ value: 0.9, numerator: 3600, denominator: 4000 })
  expect([netRetention?.value, expansion?.value, supportCost?.value]).toEqual([1, 0.1, 25])
})
