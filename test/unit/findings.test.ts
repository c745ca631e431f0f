import { describe, expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { findingCard } from '#bot/views/finding.ts'
import { changesOf, type Finding, type FindingFacts, type Judged } from '#src/findings/finding.ts'
import {
  judgeCohorts,
  judgeDrift,
  judgeMetric,
  judgeMisses,
  judgeReview,
  judgeUse,
} from '#src/findings/judge.ts'
import { judgeConflict } from '#src/findings/judge-conflict.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import type { MonthSums } from '#src/kpis/month-close.ts'
import { DEMO, libraryOf, NOW } from '#test/support/library.ts'

const library = await libraryOf(DEMO)
const CARLA = 'carla-operations-lead'
const SCHEDULED = NOW.toZonedDateTimeISO('UTC')
const carla = entriesOf(library, 'persona').find(({ slug }) => slug === CARLA)
if (!carla) throw new Error('The demo company has no Carla.')

const sums = (persona: string | null, n: number, reconstructed = false): MonthSums => ({
  persona,
  n,
  retained: n,
  start: n,
  expansion: 0,
  contraction: 0,
  churned: 0,
  supportCost: null,
  tickets: null,
  reconstructed,
})
const first = Temporal.PlainDate.from('2025-10-01')
const monthsOf = (shares: number[]) =>
  shares.map((share, index) => ({
    month: first.add({ months: index }).toString(),
    rows: [sums(CARLA, share), sums(null, 1000 - share)],
  }))
const usual = [200, 202, 198, 201, 203, 199, 200, 202, 198, 201, 200, 199]

describe('a persona drifts', () => {
  test('where its share leaves the range of its own year by a point or more, on either side', () => {
    expect(judgeDrift(CARLA, monthsOf([...usual, 150]))).toMatchObject([
      { facts: { side: 'below', n: 150, of: 1000 } },
    ])
    expect(judgeDrift(CARLA, monthsOf([...usual, 260]))).toMatchObject([{ facts: { side: 'above' } }])
    expect(judgeDrift(CARLA, monthsOf([...usual, 206]))).toEqual([{ kind: 'drift', persona: CARLA }])
  })

  test('only where that can be known: with six months before, delivered and observed', () => {
    expect(judgeDrift(CARLA, monthsOf([200, 200, 150]))).toEqual([])
    expect(judgeDrift(CARLA, [...monthsOf(usual), { month: '2026-10-01', rows: [] }])).toEqual([])
    const made = { month: '2026-10-01', rows: [sums(CARLA, 1, true), sums(null, 999, true)] }
    expect(judgeDrift(CARLA, [...monthsOf(usual), made])).toEqual([])
  })
})

describe('a persona shifts', () => {
  const months = (kept: number[]) =>
    kept.map((retained, index) => ({
      month: first.add({ months: index }).toString(),
      rows: [{ ...sums(CARLA, 200), retained, expansion: 4 }],
    }))
  const steady = [190, 192, 191, 189, 190, 191, 192, 190, 189, 191, 190, 191]

  test('where one of its KPIs leaves the range of its own year on the bad side, and no longer once it is back', () => {
    const [found] = judgeMetric(CARLA, months([...steady, 170]))
    expect(found?.facts).toMatchObject({ kpi: 'retention', value: 0.85, n: 200, run: 1, month: '2026-10-01' })
    expect(judgeMetric(CARLA, months([...steady, 190]))).toEqual([{ kind: 'metric', persona: CARLA }])
    expect(judgeMetric(CARLA, months([...steady, 199]))).toEqual([{ kind: 'metric', persona: CARLA }])
    if (!found?.facts) throw new Error('It shifts.')
    const finding = { id: 'a', facts: found.facts, state: 'found' } as const
    const shown = { key: 'k', library, zone: 'UTC', lateness: undefined, missed: [], scheduledAt: SCHEDULED }
    expect(plainText(findingCard(finding, shown).blocks)).toMatch(
      /^Carla shifts: its retention is 85\.0 %, below what is usual for it\. October 2026, n 200; its own range is 9/,
    )
  })

  test('only where that can be known: with six months of its own', () => {
    expect(judgeMetric(CARLA, months([190, 191, 100]))).toEqual([])
  })
})

test('new customers are held against the cohorts before them, three months at a time', () => {
  const months = monthsOf([...usual, 0]).map(({ month }) => month)
  const cohorts = (last: number) =>
    months.map((month, index) => ({
      persona: CARLA,
      month,
      n: 20,
      retained: index > 9 ? last : 18 - (index % 2),
    }))
  expect(judgeCohorts(CARLA, cohorts(9), months)).toMatchObject([
    { facts: { n: 60, retained: 27, to: '2026-10-01' } },
  ])
  expect(judgeCohorts(CARLA, cohorts(18), months)).toEqual([{ kind: 'cohorts', persona: CARLA }])
  expect(judgeCohorts('somebody-else', cohorts(9), months)).toEqual([])
})

test('messages fail where ten verdicts say so against ten before', () => {
  const verdicts = { persona: CARLA, of: 14, failed: 9, ofBefore: 38, failedBefore: 8 }
  expect(judgeMisses(verdicts)).toMatchObject([{ facts: { failed: 9, of: 14 } }])
  expect(judgeMisses({ ...verdicts, failed: 4 })).toEqual([{ kind: 'misses', persona: CARLA }])
  expect(judgeMisses({ ...verdicts, ofBefore: 9 })).toEqual([])
})

test('a review is missed after 18 months without a verification and without a new version', () => {
  const at = NOW.toZonedDateTimeISO('UTC')
  const old = NOW.subtract({ hours: 24 * 600 })
  expect(judgeReview({ ...carla, since: old, verifiedAt: old }, at)).toMatchObject([
    { facts: { kind: 'unreviewed' } },
  ])
  expect(judgeReview({ ...carla, since: old, verifiedAt: undefined }, at)).toMatchObject([{ facts: {} }])
  expect(judgeReview({ ...carla, since: NOW, verifiedAt: old }, at)[0]?.facts).toBeUndefined()
  expect(judgeReview({ ...carla, since: old, verifiedAt: NOW }, at)[0]?.facts).toBeUndefined()
})

test('a persona is forgotten where others were needed for 90 days, and it was there all the while', () => {
  const old = { ...carla, since: NOW.subtract({ hours: 24 * 91 }) }
  const use = { answers: 40, before: true, personas: ['finn-finance-lead'] }
  expect(judgeUse(old, use, NOW)).toMatchObject([{ facts: { answers: 40 } }])
  expect(judgeUse(old, { ...use, personas: [CARLA] }, NOW)).toEqual([{ kind: 'unused', persona: CARLA }])
  expect(judgeUse({ ...old, since: NOW }, use, NOW)).toEqual([])
  expect(judgeUse(old, { ...use, before: false }, NOW)).toEqual([])
})

const facts: FindingFacts = { kind: 'unused', persona: CARLA, answers: 40 }
const finding = (other: Partial<Finding> = {}): Finding => ({
  id: '1',
  kind: 'unused',
  persona: CARLA,
  facts,
  state: 'found',
  reader: 'mina',
  foundAt: NOW,
  answeredBy: undefined,
  answeredAt: undefined,
  snoozedUntil: undefined,
  overAt: undefined,
  ...other,
})

describe('a finding', () => {
  const still: Judged[] = [{ kind: 'unused', persona: CARLA, facts }]
  test('is told on its transition, and while it lasts no more', () => {
    expect(changesOf(still, [], NOW).found).toEqual([facts])
    expect(changesOf(still, [finding()], NOW)).toEqual({ found: [], again: [], over: [] })
    expect(changesOf(still, [finding({ state: 'acknowledged' })], NOW)).toEqual({
      found: [],
      again: [],
      over: [],
    })
  })

  test('is over where all is as usual, and stays as it is where that is not known', () => {
    expect(changesOf([{ kind: 'unused', persona: CARLA }], [finding()], NOW).over).toHaveLength(1)
    expect(changesOf([], [finding()], NOW)).toEqual({ found: [], again: [], over: [] })
  })

  test('that was snoozed is told again once its days are over, if it is still true', () => {
    const snoozed = finding({ state: 'snoozed', snoozedUntil: NOW })
    expect(changesOf(still, [snoozed], NOW).again).toEqual([snoozed])
    expect(changesOf(still, [snoozed], NOW.subtract({ hours: 1 })).again).toEqual([])
    expect(changesOf([], [snoozed], NOW).again).toEqual([])
  })
})

const range = {
  low: 0.194,
  high: 0.206,
  from: '2025-10-01',
  to: '2026-09-01',
  months: 12,
  method: 'mean ± 2 standard deviations',
} as const
const ALL: FindingFacts[] = [
  { kind: 'drift', persona: CARLA, month: '2026-10-01', n: 150, of: 1000, side: 'below', range },
  { kind: 'cohorts', persona: CARLA, from: '2026-05-01', to: '2026-07-01', n: 64, retained: 45, range },
  { kind: 'misses', persona: CARLA, failed: 9, of: 14, failedBefore: 8, ofBefore: 38 },
  { kind: 'unreviewed', persona: CARLA, changedOn: '2025-03-01' },
  { kind: 'validation', persona: CARLA, weak: ['differentiation', 'content'], fiction: true },
  { kind: 'validation', persona: CARLA, weak: ['prediction', 'identification'], fiction: false },
  { kind: 'stopped', persona: CARLA, said: 0.71, seen: 0.92, n: 214, from: '2026-05-01', months: 6 },
  facts,
]

test('every finding reads as a sentence, its numbers and what one can do', async () => {
  const shown = {
    key: 'k',
    library,
    zone: 'UTC',
    lateness: undefined,
    missed: [],
    scheduledAt: NOW.toZonedDateTimeISO('UTC'),
  }
  const cards = [
    ...ALL.map((each) => findingCard(finding({ facts: each }), shown)),
    findingCard(finding({ state: 'acknowledged', answeredBy: 'mina' }), shown),
    findingCard(finding({ state: 'snoozed', answeredBy: 'mina', snoozedUntil: NOW }), shown),
  ]
  const text = cards.map(({ blocks }) => plainText(blocks)).join('\n\n')
  await expect(`${text}\n`).toMatchFileSnapshot(
    new URL('../fixtures/findings/cards.txt', import.meta.url).pathname,
  )
})

describe('a conflict', () => {
  const OLA = 'ola-network-director'
  const change = { proposal: 7, title: 'Longer onboarding', on: '2026-08-20' }
  /** Carla's and Ola's shares that stay, by month; null: no number. */
  const monthsWith = (carla: (number | null)[], ola: (number | null)[]) =>
    carla.map((share, index) => ({
      month: first.add({ months: index }).toString(),
      rows: [
        { ...sums(CARLA, share === null ? 5 : 100), retained: share ?? 5, supportCost: null },
        { ...sums(OLA, ola[index] === null ? 5 : 100), retained: ola[index] ?? 5, supportCost: null },
      ],
    }))
  const steady = [90, 91, 90, 91, 90, 91, 90, 91, 90, 91]
  const of = (carla: (number | null)[], ola: (number | null)[], changes = [change]) =>
    judgeConflict(CARLA, {
      others: [CARLA, OLA],
      months: monthsWith([...steady, 90, ...carla], [...steady, 90, ...ola]),
      changes,
    })

  test('is that one loses and another gains, both beyond their own ranges in the last two months since a change', () => {
    expect(of([85, 84], [97, 98])).toMatchObject([
      {
        facts: {
          persona: CARLA,
          gains: OLA,
          change,
          lost: { value: 0.84, range: { to: '2026-07-01' } },
          won: { value: 0.98 },
        },
      },
    ])
    expect(of([97, 98], [85, 84])).toEqual([{ kind: 'conflict', persona: CARLA }])
  })

  test('is none of one month, of one of them alone, or of a month without a number', () => {
    const none = [{ kind: 'conflict', persona: CARLA }]
    expect(of([90, 84], [97, 98])).toEqual(none)
    expect(of([85, 84], [91, 90])).toEqual(none)
    expect(of([null, 84], [97, 98])).toEqual(none)
  })

  test('can’t be judged before two months have passed, or where nothing was decided', () => {
    expect(of([85, 84], [97, 98], [])).toEqual([])
    expect(of([85, 84], [97, 98], [{ ...change, on: '2026-09-10' }])).toEqual([])
  })

  test('is told by name with both numbers, and its button knows both', () => {
    const [found] = of([85, 84], [97, 98])
    const facts = found?.facts
    if (!facts) throw new Error('There is no conflict.')
    const shown = { library, zone: 'UTC', scheduledAt: SCHEDULED, key: 'k', lateness: undefined, missed: [] }
    const { blocks } = findingCard({ id: 'f', facts, state: 'found' }, shown)
    expect(JSON.stringify(blocks)).toContain(
      JSON.stringify(JSON.stringify({ decided: 'conflict', gains: OLA, loses: CARLA })),
    )
  })
})
