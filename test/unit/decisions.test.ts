import { describe, expect, test } from 'vitest'
import { decide } from '#bot/modals/decide.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { decisionCard, decisionList } from '#bot/views/decision.ts'
import { decisionTitle } from '#bot/views/decision-words.ts'
import { show } from '#bot/views/shown.ts'
import { DECIDED, DECIDED_NAMES, type Decided, type DecisionBody, decision } from '#src/decisions/decision.ts'
import { classificationAt, excludedFromScorecards, fateOf } from '#src/decisions/effects.ts'
import { undoneAt } from '#src/decisions/undone.ts'
import { readWeights } from '#src/decisions/weights.ts'
import { asDecided as heeding } from '#src/findings/as-decided.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { asDecided } from '#src/kpis/as-decided.ts'
import { compositesOf } from '#src/kpis/composite.ts'
import type { Review } from '#src/kpis/review.ts'
import { askingOf, DEMO, libraryOf, NOW } from '#test/support/library.ts'

const demo = await libraryOf(DEMO)
const CARLA = 'carla-operations-lead'
const FINN = 'finn-finance-lead'
const GUS = 'gus-november-buyer'
const day = (text: string) => Temporal.PlainDate.from(text)

const WHY = [{ id: 'r1', text: 'It brings little', cites: ['crm-deals'], audience: 'internal' as const }]

/** What each kind of decision says at least. */
const LEAST = {
  sunset: { choice: 'sunset', personas: [GUS] },
  consolidate: { choice: 'keep', personas: [CARLA, FINN] },
  exclude: { choice: 'insufficient-data', personas: [GUS] },
  objective: { choice: 'absorb', personas: [CARLA], outcome: 'Calm shifts' },
  classification: { choice: 'live' },
  conflict: { gains: CARLA, loses: FINN, outcome: 'A monthly price for both' },
  kpi: { kpi: 'Hand-offs a week', personas: [CARLA] },
  weights: {
    weights: [
      { persona: CARLA, weight: 60 },
      { persona: FINN, weight: 40 },
    ],
    from: '2026-01-01',
  },
  resegment: { personas: [CARLA], outcome: 'By sites, and no longer by vehicles' },
} satisfies Record<Decided, Partial<DecisionBody>>

const REVIEW: Review = {
  month: '2026-04-01',
  personas: [GUS, CARLA, FINN].map((persona) => ({ persona, n: 40, standings: {} })),
  untagged: { n: 0, of: 120 },
  reconstructed: false,
  missing: 0,
  notes: [],
}

const bodyOf = (decided: Decided, more: Partial<DecisionBody> = {}): DecisionBody =>
  decision.body.parse({ decided, rationale: WHY, ...LEAST[decided], ...more })

function faultsOf(body: DecisionBody): string[] {
  const faults: string[] = []
  decision.check(body, ([path], expected) => faults.push(`${path}: ${expected}`))
  return faults
}

let count = 0
function entryOf(body: DecisionBody): Entry<'decision'> {
  count += 1
  const title = decisionTitle(body, demo)
  const frame = { status: 'active' as const, owner: 'mina', deputies: [], verifyEvery: 'P365D' }
  const named = { kind: 'decision' as const, slug: `d${count}`, title, names: [title], formerNames: [] }
  return { id: `d${count}`, version: 1, since: NOW, ...frame, ...named, body }
}

const withDecisions = (...bodies: DecisionBody[]): Library => {
  const entries = bodies.map(entryOf).map((each) => [`decision/${each.slug}`, each] as const)
  return { ...demo, entries: new Map<string, Entry>([...demo.entries, ...entries]) }
}

describe('what each kind of decision has to say', () => {
  test.each(DECIDED_NAMES)('%s with all of it is taken', (decided) =>
    expect(faultsOf(bodyOf(decided))).toEqual([]),
  )

  test.each([
    ['sunset', { personas: [] }, 'personas: the persona that it is about'],
    ['consolidate', { personas: [CARLA] }, 'personas: two personas or more'],
    ['exclude', { choice: 'dull' }, 'choice: insufficient-influence or insufficient-data'],
    ['objective', { outcome: undefined }, 'outcome: what comes of it'],
    ['conflict', { loses: CARLA }, 'loses: the persona that loses, another one'],
    [
      'kpi',
      { rationale: [{ ...WHY[0], cites: [] }] },
      'rationale: evidence for a KPI that is not of the usual ones',
    ],
    ['weights', { weights: [{ persona: CARLA, weight: 60 }] }, 'weights: weights of 100 in all, not 60'],
    ['weights', { from: undefined }, 'from: the day from which they hold'],
    ['exclude', { from: '2026-02-01', until: '2026-02-01' }, 'until: a day after from'],
  ] as [Decided, Partial<DecisionBody>, string][])('%s with %o is refused', (decided, less, fault) =>
    expect(faultsOf(bodyOf(decided, less))).toEqual([fault]),
  )

  test('without a reason there is none', () => {
    expect(decision.body.safeParse({ decided: 'kpi', rationale: [] }).success).toBe(false)
  })

  test('every choice has a title that says it', () => {
    for (const decided of DECIDED_NAMES)
      for (const choice of DECIDED[decided]) {
        const title = decisionTitle(bodyOf(decided, { choice }), demo)
        expect(title).not.toMatch(/undefined|nobody|-/)
      }
  })
})

describe('what follows from it', () => {
  test('weights hold from their day until others do, so that an old report keeps its own', () => {
    const newer = { weights: [{ persona: CARLA, weight: 100 }], from: '2026-07-01' }
    const library = withDecisions(bodyOf('weights'), bodyOf('weights', newer))
    const sharesAt = (on: string) => asDecided(REVIEW, library, day(on)).weights
    expect(sharesAt('2025-12-31')).toBe(undefined)
    const first = { since: '2026-01-01', shares: LEAST.weights.weights }
    expect(sharesAt('2026-01-01')).toEqual(first)
    expect(sharesAt('2026-06-30')).toEqual(first)
    expect(sharesAt('2026-07-01')?.shares).toEqual([{ persona: CARLA, weight: 100 }])
  })

  test('who is left out of scorecards is so for its time, and one that is retired counts nowhere', () => {
    const library = withDecisions(bodyOf('exclude', { from: '2026-03-01', until: '2026-09-01' }))
    const excluded = (on: string) => [...excludedFromScorecards(library, day(on)).keys()]
    expect(excluded('2026-02-28')).toEqual([])
    expect(excluded('2026-03-01')).toEqual([GUS])
    expect(excluded('2026-09-01')).toEqual([])
    const gone = new Map(
      [...library.entries].map(([key, each]) => [
        key,
        each.kind === 'decision' ? { ...each, status: 'retired' as const } : each,
      ]),
    )
    expect(excludedFromScorecards({ ...library, entries: gone }, day('2026-04-01')).size).toBe(0)
  })

  test('a review leaves them out, and says so', () => {
    const library = withDecisions(bodyOf('exclude', { from: '2026-03-01' }))
    const left = asDecided(REVIEW, library, day('2026-04-30'))
    expect(left.personas.map(({ persona }) => persona)).toEqual([CARLA, FINN])
    expect(left.excluded).toEqual([{ persona: GUS, because: 'insufficient-data' }])
    expect(asDecided(REVIEW, demo, day('2026-04-30'))).toEqual(REVIEW)
  })

  test('weights put the numbers of those together who have any, and name who has none', () => {
    const retention = (value: number) => ({ value, numerator: value * 40, denominator: 40 })
    const now = { retention: retention(0.9), churn: retention(0.1) }
    const [, carla, finn] = REVIEW.personas
    const personas = [{ ...carla, persona: CARLA, n: 40, standings: {}, now }]
    const { weights } = LEAST.weights
    const given = { since: '2026-01-01', shares: weights }
    expect(compositesOf(personas, given)).toEqual({
      composites: [{ kpi: 'retention', value: 0.9 }],
      without: [FINN],
    })
    const other = { ...finn, persona: FINN, n: 40, standings: {}, now: { ...now, retention: retention(0.8) } }
    const [both] = compositesOf([...personas, other], given).composites
    expect(both?.value).toBeCloseTo(0.6 * 0.9 + 0.4 * 0.8)
    expect(compositesOf([], given).composites).toEqual([])
  })

  test('a KPI that the board added is named in the review until a source brings it', () => {
    const library = withDecisions(bodyOf('kpi', { from: '2026-03-01' }))
    expect(asDecided(REVIEW, library, day('2026-02-28')).added).toBe(undefined)
    expect(asDecided(REVIEW, library, day('2026-03-31')).added).toEqual(['Hand-offs a week'])
  })

  test('what is decided and not done is told until it is', () => {
    const on = (instant: Temporal.Instant) => instant.toZonedDateTimeISO('UTC').toPlainDate().toString()
    const today = day(on(NOW)).add({ days: 3 })
    const library = withDecisions(
      bodyOf('sunset', { from: '2026-11-01' }),
      bodyOf('consolidate', { choice: 'consolidate', from: '2026-11-01' }),
      bodyOf('resegment', { from: day(on(NOW)).add({ days: 1 }).toString() }),
      bodyOf('exclude', { personas: [FINN], until: today.add({ days: 9 }).toString(), from: '2026-03-01' }),
    )
    const said = (of: Library) => undoneAt(of, today).map(({ is, personas }) => [is, personas])
    expect(said(library)).toEqual([
      ['in use', [GUS]],
      ['apart', [CARLA, FINN]],
      ['same', [CARLA]],
      ['ending', [FINN]],
    ])
    const with_ = (slug: string, change: object): Library => {
      const key = `persona/${slug}`
      const entry = library.entries.get(key)
      return { ...library, entries: new Map([...library.entries, [key, { ...entry, ...change } as Entry]]) }
    }
    expect(said(with_(GUS, { status: 'retired' })).map(([is]) => is)).toEqual(['apart', 'same', 'ending'])
    expect(said(with_(FINN, { status: 'retired' })).map(([is]) => is)).toEqual(['in use', 'same', 'ending'])
    const redrawn = with_(CARLA, { since: NOW.add({ hours: 48 }) })
    expect(said(redrawn).map(([is]) => is)).toEqual(['in use', 'apart', 'ending'])
  })

  test('one that is to be turned around after all is not told as undone', () => {
    const library = withDecisions(
      bodyOf('sunset', { from: '2026-03-01' }),
      bodyOf('sunset', { from: '2026-10-01', choice: 'turn-around' }),
    )
    expect(undoneAt(library, day('2026-11-22'))).toEqual([])
  })

  test('the signal monitor says nothing of what was decided about', () => {
    const today = day('2026-11-22')
    const range = {
      ...{ low: 0.1, high: 0.2, months: 12, from: '2025-10-01', to: '2026-09-01' },
      method: 'mean ± 2 standard deviations' as const,
    }
    const drift = { kind: 'drift' as const, persona: GUS, month: '2026-10-01', n: 4, of: 9 }
    const facts = {
      ...drift,
      side: 'below' as const,
      range: { ...range, from: '2025-10-01', to: '2026-09-01' },
    }
    const judged = [
      { kind: 'drift' as const, persona: GUS, facts },
      {
        kind: 'unused' as const,
        persona: FINN,
        facts: { kind: 'unused' as const, persona: FINN, answers: 9 },
      },
    ]
    const library = withDecisions(
      bodyOf('exclude', { from: '2026-03-01' }),
      bodyOf('sunset', { personas: [FINN], from: '2026-03-01' }),
    )
    expect(heeding(judged, demo, today)).toEqual(judged)
    expect(heeding(judged, library, today)).toEqual([
      { kind: 'drift', persona: GUS },
      { kind: 'unused', persona: FINN },
    ])
  })

  test("classification is what was chosen, and else as tagged at the month's close", () => {
    expect(classificationAt(demo, day('2026-12-01'))).toBe('static')
    expect(classificationAt(withDecisions(bodyOf('classification')), day('2026-12-01'))).toBe('live')
  })

  test('a sunset stands on the card of the persona, from its day on', () => {
    const library = withDecisions(bodyOf('sunset', { personas: [FINN], from: '2026-11-01' }))
    expect(fateOf(library, FINN, day('2026-10-31'))).toBe(undefined)
    const card = show({ view: 'persona', slug: FINN }, askingOf(library))
    expect(plainText(card ?? [])).toContain('To be sunset, since 1 Nov 2026: It brings little')
    expect(plainText(show({ view: 'persona', slug: CARLA }, askingOf(library)) ?? [])).not.toContain('sunset')
  })
})

test('each reads as a card, and the list as what is in force', () => {
  const library = withDecisions(
    ...DECIDED_NAMES.map((decided) => bodyOf(decided)),
    bodyOf('exclude', { from: '2025-01-01', until: '2025-06-01' }),
  )
  const reading = askingOf(library)
  for (const entry of library.entries.values())
    if (entry.kind === 'decision') {
      const said = plainText(decisionCard(entry as Entry<'decision'>, reading))
      expect(said).toMatch(/\nWhy\n• It brings little/)
      expect(said).not.toMatch(/undefined|null/)
    }
  const list = plainText(decisionList(reading))
  expect(list).toMatch(/^9 decisions in force\./)
  expect(list).toMatch(/Over\n• Gus out of the scorecards, from 1 Jan 2025, until 1 Jun 2025/)
  expect(plainText(decisionList(askingOf(demo)))).toMatch(/^Nothing is recorded yet\./)
})

test('weights are read a line each, and the line that is none is named', () => {
  expect(readWeights('Carla 40\nFinn: 35,5 %\n\nOla = 24.5', demo)).toEqual({
    weights: [
      { persona: CARLA, weight: 40 },
      { persona: FINN, weight: 35.5 },
      { persona: 'ola-network-director', weight: 24.5 },
    ],
  })
  expect(readWeights('Carla 40\nsomebody else', demo)).toEqual({ unread: 'somebody else' })
  expect(readWeights('Zacharias 40', demo)).toEqual({ unread: 'Zacharias 40' })
})

test.each(DECIDED_NAMES)('the form of %s opens, whatever the company', (decided) => {
  const view = decide.open({ decided }, { decided, library: demo, today: '2026-11-20' })
  expect(view.blocks.length).toBeGreaterThan(2)
})
