import { describe, expect, test } from 'vitest'
import { decide } from '#bot/modals/decide.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { decisionCard, decisionList } from '#bot/views/decision.ts'
import { decisionTitle } from '#bot/views/decision-words.ts'
import { show } from '#bot/views/shown.ts'
import { DECIDED, DECIDED_NAMES, type Decided, type DecisionBody, decision } from '#src/decisions/decision.ts'
import { classificationAt, excludedFromScorecards, fateOf, weightsAt } from '#src/decisions/effects.ts'
import { readWeights } from '#src/decisions/weights.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { leaveOut } from '#src/kpis/leave-out.ts'
import { askingOf, DEMO, libraryOf, NOW } from '#test/support/library.ts'

const demo = await libraryOf(DEMO)
const CARLA = 'carla-operations-lead'
const FINN = 'finn-finance-lead'
const GUS = 'gus-november-buyer'
const day = (text: string) => Temporal.PlainDate.from(text)

const WHY = [{ id: 'r1', text: 'It brings little', cites: ['crm-deals'], audience: 'internal' as const }]

/** What each kind of decision says at least. */
const LEAST: Record<Decided, Partial<DecisionBody>> = {
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
    const at = (on: string) => Object.fromEntries(weightsAt(library, day(on)) ?? [])
    expect(weightsAt(library, day('2025-12-31'))).toBe(undefined)
    expect(at('2026-01-01')).toEqual({ [CARLA]: 60, [FINN]: 40 })
    expect(at('2026-06-30')).toEqual({ [CARLA]: 60, [FINN]: 40 })
    expect(at('2026-07-01')).toEqual({ [CARLA]: 100 })
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
    const month = { persona: GUS, n: 40, standings: {} }
    const review = {
      month: '2026-04-01',
      personas: [month, { ...month, persona: CARLA }],
      untagged: { n: 0, of: 80 },
      reconstructed: false,
      missing: 0,
      notes: [],
    }
    const library = withDecisions(bodyOf('exclude', { from: '2026-03-01' }))
    const left = leaveOut(review, excludedFromScorecards(library, day('2026-04-30')))
    expect(left.personas.map(({ persona }) => persona)).toEqual([CARLA])
    expect(left.excluded).toEqual([{ persona: GUS, because: 'insufficient-data' }])
    expect(leaveOut(review, new Map())).toBe(review)
  })

  test('classification is what was chosen, or nobody has chosen', () => {
    expect(classificationAt(demo, day('2026-12-01'))).toBe(undefined)
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
