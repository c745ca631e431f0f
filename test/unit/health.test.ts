import { describe, expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { type HealthPart, healthPart, healthSummary } from '#bot/views/health.ts'
import { type Counts, healthFacts } from '#src/health/facts.ts'
import { healthOf } from '#src/health/health.ts'
import { churnSpread } from '#src/health/spread.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { createLibrary, type Library } from '#src/knowledge/library.ts'
import type { Review } from '#src/kpis/review.ts'
import { DEMO, EXAMPLE, libraryOf, NOW } from '#test/support/library.ts'

const NOTHING: Counts = {
  startedAt: undefined,
  customers: new Map(),
  leads: { count: 0, disqualified: 0, byPersona: new Map() },
  year: [],
  active: [],
  briefs: { complete: 0, all: 0 },
  ran: new Set(),
  decided: 0,
  hasMeeting: false,
  review: undefined,
  findings: [],
  answers: new Map(),
  trained: 0,
}

const DEMO_CUSTOMERS = new Map([
  ['carla-operations-lead', 400],
  ['finn-finance-lead', 300],
  ['ola-network-director', 100],
  ['ravi-systems-lead', 60],
  ['', 30],
])
const DEMO_YEAR = [
  { persona: 'carla-operations-lead', n: 4000, churned: 60 },
  { persona: 'finn-finance-lead', n: 3000, churned: 20 },
]

/** A company where all is in place, but for what the board alone can tell. */
const AT_WORK: Partial<Counts> = {
  startedAt: NOW.subtract({ hours: 24 * 200 }),
  customers: DEMO_CUSTOMERS,
  year: DEMO_YEAR,
  active: ['sales', 'marketing', 'support'],
  briefs: { complete: 9, all: 10 },
  ran: new Set(['kpi-review', 'trigger-sweep', 'signal-monitor', 'persona-refresh']),
  decided: 4,
  hasMeeting: true,
  trained: 3,
}

const healthy = (library: Library, counts: Partial<Counts> = {}, now = NOW) =>
  healthOf(healthFacts(library, { ...NOTHING, ...counts }, { now, zone: 'UTC' }))

const summary = (...of: Parameters<typeof healthy>): string => plainText(healthSummary(healthy(...of), true))
const part = (name: HealthPart, ...of: Parameters<typeof healthy>): string =>
  plainText(healthPart(name, healthy(...of), true))

const CARLA = 'carla-operations-lead'

/** The library with something else in every persona that is not turned away. */
const withPersonas = (library: Library, change: object): Library => ({
  ...library,
  entries: new Map(
    [...library.entries].map(([key, entry]) => [
      key,
      entry.kind === 'persona' ? ({ ...entry, body: { ...entry.body, ...change } } as Entry) : entry,
    ]),
  ),
})

const demo = await libraryOf(DEMO)
const example = await libraryOf(EXAMPLE)
const empty = createLibrary().library

describe('the first screen', () => {
  test('of an empty knowledge base says how to begin, whatever part is asked for', () => {
    for (const said of [summary(empty), part('symptoms', empty), part('questions', empty)])
      expect(said).toMatch(/^No persona is in use yet: .*\n.*init personas/)
  })

  test('of the example names what is missing first', () => {
    expect(summary(example)).toMatch(
      /^It depends: 2 of 6 symptoms, and 1 that only the board can tell\.\n• Stage 1 of 4, static personas; level 1 of 4, ad hoc\n/,
    )
    expect(summary(example)).toContain('Next: Interview for the personas that are still hypotheses.')
  })

  test('of the demo company on its first day', () => {
    const said = summary(demo, { startedAt: NOW, customers: DEMO_CUSTOMERS, year: DEMO_YEAR })
    expect(said).toContain('Not just documents: 0 of 6 symptoms.')
    expect(said).toContain('Roadmap: month 1, Foundation 4 of 5 done')
    expect(said).toMatch(/\nUntagged: [\d.]+ % of [\d,]+ customers\.\n/)
    expect(said).toContain('[Answer 5 questions]')
  })

  test('fits on a phone', () => {
    for (const library of [demo, example]) expect(summary(library).length).toBeLessThan(700)
  })
})

describe('the six symptoms', () => {
  test('three of them are documents, and no answer of the board could change that', () => {
    const later = NOW.add({ hours: 24 * 250 })
    const said = summary(example, {}, later)
    expect(said).toMatch(/^Documents, not an ecosystem: 3 of 6 symptoms\./)
    expect(part('symptoms', example, {}, later)).toContain(
      '✗ Rarely updated. 0 of 1 were changed or confirmed',
    )
  })

  test('what the board said counts, and says whose word it is', () => {
    const answers = new Map([['dashboards', { yes: false, by: 'mina', since: NOW }] as const])
    expect(summary(example, { answers })).toMatch(/^Documents, not an ecosystem: 3 of 6/)
    expect(part('symptoms', demo, { answers })).toContain(
      '✗ Dashboards by channel only. (Mina Albrecht, for the board)',
    )
  })

  test('a review by persona answers for the dashboards', () => {
    expect(part('symptoms', demo, AT_WORK)).toContain(
      '✓ Numbers are shown by persona. The monthly review shows 2 personas. (data)',
    )
    expect(part('questions', demo, AT_WORK)).not.toContain('dashboards')
  })

  test('personas that leave equally often are tied to nothing', () => {
    const alike = DEMO_YEAR.map((each) => ({ ...each, churned: each.n * 0.01 }))
    expect(part('symptoms', demo, { year: alike })).toContain('✗ No link to retention, churn or expansion.')
  })

  test('a difference that may be chance is none', () => {
    const few = (churned: number, persona: string) => ({ persona, n: 40, churned })
    expect(churnSpread([few(2, 'a'), few(1, 'b')]).differs).toBe(false)
    expect(churnSpread([few(20, 'a'), few(1, 'b')]).differs).toBe(true)
    expect(churnSpread([few(0, 'a'), few(0, 'b')]).differs).toBe(false)
    expect(churnSpread([{ persona: 'a', n: 29, churned: 20 }, few(1, 'b')])).toMatchObject({ measured: 1 })
  })
})

describe('both models', () => {
  test('a level is reached with all that it and those below ask for, and what is missing is named', () => {
    const { stages, levels } = healthy(demo, AT_WORK)
    expect(stages.reached).toBe(1)
    expect(stages.missing.map(({ check }) => check)).toEqual(['validated'])
    expect(levels.reached).toBe(4)
    const said = part('maturity', demo, AT_WORK)
    expect(said).toContain('For validated segments\n• ✗ 3 of 4 personas rest on 15 interviews')
    expect(said).toContain(
      'Model B: level 4 of 4, adaptive. Kept current by data; impact on decisions embedded',
    )
  })

  test('three functions that ask are the bar for operational', () => {
    const two: Partial<Counts> = { ...AT_WORK, active: ['sales', 'support'] }
    expect(healthy(demo, two).levels.reached).toBe(2)
    expect(part('maturity', demo, two)).toContain('✗ 2 functions asked within 30 days (3 wanted)')
  })
})

describe('pitfalls', () => {
  const found = (...of: Parameters<typeof healthy>) => healthy(...of).pitfalls.map(({ pitfall }) => pitfall)

  test('none in a company at work', () => {
    expect(found(demo, AT_WORK)).toEqual([])
    expect(part('pitfalls', demo, AT_WORK)).toContain('No pitfall found.')
  })

  test('eighteen months without a look are static', () => {
    expect(found(demo, AT_WORK, NOW.add({ hours: 24 * 600 }))).toEqual(['static'])
  })

  test('channels that no evidence names, and channels that the board says are others', () => {
    expect(found(withPersonas(demo, { channels: [] }), AT_WORK)).toEqual(['channels'])
    const answers = new Map([['channels', { yes: false, by: 'mina', since: NOW }] as const])
    expect(part('pitfalls', demo, { ...AT_WORK, answers })).toContain(
      'Channels do not fit. You reach personas',
    )
  })

  test('what fails more often than it did is decay', () => {
    const misses = { of: 20, failed: 12, ofBefore: 30, failedBefore: 3 }
    const findings = [{ kind: 'misses' as const, persona: CARLA, ...misses }]
    expect(found(demo, { ...AT_WORK, findings })).toEqual(['decay'])
    expect(part('pitfalls', demo, { ...AT_WORK, findings })).toContain('Decay: Carla. Messages fail')
  })

  test('support that gets cheaper while fewer stay is a local maximum', () => {
    const range = {
      ...{ low: 0.94, high: 0.96, months: 12, from: '2025-10-01', to: '2026-09-01' },
      method: 'mean ± 2 standard deviations' as const,
    }
    const breached = { state: 'breached' as const, range, run: 1, since: '2026-10-01', gaps: [] }
    const reviewOf = (supportCost: 'better' | 'within'): Review => ({
      ...{ month: '2026-10-01', untagged: { n: 0, of: 400 }, reconstructed: false, missing: 0, notes: [] },
      personas: [
        {
          persona: CARLA,
          n: 400,
          standings: { retention: breached, supportCost: { state: supportCost, range } },
        },
      ],
    })
    expect(found(demo, { ...AT_WORK, review: reviewOf('better') })).toEqual(['local-maximum'])
    expect(found(demo, { ...AT_WORK, review: reviewOf('within') })).toEqual([])
  })

  test('many personas and none validated are too complex for a beginning', () => {
    const guesses = Array.from({ length: 6 }, (_, index): [string, Entry] => {
      const entry = example.entries.get('persona/owner-ollie')
      return [`persona/p${index}`, { ...entry, slug: `p${index}`, title: `P${index} · Buyer` } as Entry]
    })
    const library = { ...example, entries: new Map([...example.entries, ...guesses]) }
    expect(found(library, AT_WORK)).toContain('complex')
    expect(part('pitfalls', library, AT_WORK)).toContain('Too complex: 7 personas and none validated.')
  })

  test('what cannot be told yet is said, and by what it could be', () => {
    expect(part('pitfalls', demo, AT_WORK)).toMatch(
      /15 are looked for\.\nNot known yet: whether you reach them where they learn, which the board answers; .*no leads.*half a year/,
    )
  })

  test('too few leads turned away, too few customers, too few functions', () => {
    const leads = { count: 100, disqualified: 19, byPersona: new Map() }
    const counts: Partial<Counts> = { ...AT_WORK, leads, active: ['sales'], customers: new Map([['', 30]]) }
    expect(found(demo, counts)).toEqual(['not-measurable', 'negative-unused', 'no-adoption'])
    expect(part('pitfalls', demo, counts)).toContain(
      'Negative personas are not used: 19 % of 100 leads turned away.',
    )
  })
})

describe('the roadmap', () => {
  test('a phase is over once all of it is there, whatever the month', () => {
    const yes = { yes: true, by: 'mina', since: NOW }
    const answers = new Map([['audit', yes] as const])
    const said = part('roadmap', demo, { ...AT_WORK, answers })
    expect(said).toContain('Month 7 of 12.\n✓ Foundation, months 1–3: 5 of 5. ')
    expect(said).toContain('✗ Integration, months 4–8: 7 of 8.')
    expect(said).toContain('? persona required in the CRM: nobody has said so yet')
  })
})
