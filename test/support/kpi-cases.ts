import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { kpiReview } from '#bot/views/kpi-review.ts'
import { lateness } from '#bot/views/telling.ts'
import type { Library } from '#src/knowledge/library.ts'
import { type ClosedMonth, review, reviewOf } from '#src/kpis/review.ts'
import type { KnownMember } from '#src/members/member.ts'
import { readPersonaNames } from '#src/personas/persona-names.ts'

const NO_LIBRARY: Library = {
  entries: new Map(),
  evidence: new Map(),
  members: new Map(),
  personaNames: readPersonaNames([]),
  learned: new Map(),
  index: { search: () => [], knows: () => false, spelt: (typed) => typed },
}

/** A folder a case, named by what happens. */
export const KPI_CASES = new URL('../fixtures/kpi-review/', import.meta.url)

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
  /** Who answers for the KPIs; one of them may have left. */
  kpiOwners: z.array(z.object({ name: z.string(), leftAt: z.string().optional() })).default([]),
  missing: z.number().default(0),
  instead: z.object({ accounts: z.number(), month: z.string().optional() }).default({ accounts: 0 }),
  lateness: lateness.optional(),
  missed: z.array(z.string()).default([]),
  /** What the board decided for the month. */
  decided: review.pick({ live: true, weights: true, added: true, excluded: true, targets: true }).default({}),
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

const membersOf = (owners: z.output<typeof months>['kpiOwners']): Library['members'] =>
  new Map(
    owners.map(({ name, leftAt }): [string, KnownMember] => [
      name,
      {
        id: name,
        handle: name,
        name,
        email: undefined,
        function: 'data',
        roles: ['kpi-owner'],
        leftAt: leftAt === undefined ? undefined : Temporal.Instant.from(leftAt),
      },
    ]),
  )

/** What the board would get in a case. */
export function postsOf(name: string) {
  const { now, before, retentions, kpiOwners, missing, instead, decided, ...late } = months.parse(
    parse(readFileSync(new URL(`${name}/months.yaml`, KPI_CASES), 'utf8')),
  )
  const month = Temporal.PlainDate.from('2026-10-01')
  const facts = reviewOf({
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
  return kpiReview(
    { ...facts, ...decided },
    {
      run: 'kpi-review/2026-10/board',
      scope: 'board',
      period: { id: '2026-10', from: month, to: month.add({ months: 1 }) },
      scheduledAt: Temporal.ZonedDateTime.from('2026-11-04T09:00[Europe/Berlin]'),
      lateness: late.lateness,
      missed: late.missed,
      library: { ...NO_LIBRARY, members: membersOf(kpiOwners) },
      now: Temporal.Instant.from('2026-11-04T08:00:00Z'),
      zone: 'Europe/Berlin',
      currency: 'EUR',
    },
  )
}
