import { describe, expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import type { Telling } from '#bot/views/telling.ts'
import { trainingOffer, trainingStep } from '#bot/views/training.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import { createLibrary, findEntry, type Library } from '#src/knowledge/library.ts'
import { FUNCTIONS, type TeamFunction } from '#src/members/member.ts'
import { drawQuestions } from '#src/training/draw.ts'
import { isWho, type Question } from '#src/training/question.ts'
import { type Learner, tourDue } from '#src/training/tour.ts'
import { DEMO, EXAMPLE, libraryOf } from '#test/support/library.ts'

const demo = await libraryOf(DEMO)
const SEEDS = Array.from({ length: 20 }, (_, index) => `seed-${index}`)
const TEAMS: (TeamFunction | undefined)[] = [...FUNCTIONS, undefined]

const rightOf = ({ options, right }: Question): string => options[right] ?? ''

/** Whether a library says that the answer is right. */
function isTrue(question: Question, library: Library): boolean {
  const { entry, cites, about, persona, subject } = question
  const body = library.entries.get(`${entry.kind}/${entry.slug}`)?.body ?? {}
  if (about === 'quote')
    return cites.some((slug) =>
      library.evidence
        .get(slug)
        ?.quotes.some(({ text }) => text === subject && rightOf(question) === persona),
    )
  const claim = claimsOf(body).find(({ text }) => text === (isWho(question) ? subject : rightOf(question)))
  const rules = findEntry(library, 'persona', persona)?.body.decisionRules ?? []
  const founded = claim ? claim.cites.length > 0 : rules.some(({ ifNot }) => ifNot === rightOf(question))
  return founded && (!isWho(question) || rightOf(question) === persona)
}

describe('the questions of a tour', () => {
  test.each(TEAMS)('are five that the knowledge base answers, for %s', (team) => {
    for (const seed of SEEDS) {
      const questions = drawQuestions(demo, team, seed)
      expect(questions).toHaveLength(5)
      for (const each of questions) {
        expect(isTrue(each, demo), JSON.stringify(each)).toBe(true)
        expect(new Set(each.options).size).toBe(each.options.length)
        expect(each.options.length).toBeGreaterThan(1)
        for (const slug of each.cites) expect(demo.evidence.has(slug)).toBe(true)
      }
      expect(new Set(questions.map(({ about }) => about)).size).toBe(5)
      expect(new Set(questions.map(({ persona }) => persona)).size).toBeGreaterThan(2)
    }
  })

  test('are others for another person, and the same while one is at them', () => {
    const lists = SEEDS.map((seed) => JSON.stringify(drawQuestions(demo, 'sales', seed)))
    expect(new Set(lists).size).toBe(SEEDS.length)
    expect(JSON.stringify(drawQuestions(demo, 'sales', 'seed-0'))).toBe(lists[0])
  })

  test('the right answer stands anywhere among them', () => {
    const places = SEEDS.flatMap((seed) => drawQuestions(demo, 'sales', seed)).map(({ right }) => right)
    expect(new Set(places)).toEqual(new Set([0, 1, 2]))
  })

  test('follow what is written down: what was dropped is asked no more', () => {
    const [asked] = drawQuestions(demo, 'sales', 'a')
    const without = new Map(
      [...demo.entries].filter(([key]) => key !== `${asked?.entry.kind}/${asked?.entry.slug}`),
    )
    const after = drawQuestions({ ...demo, entries: without }, 'sales', 'a')
    expect(after.map(({ entry }) => entry)).not.toContainEqual(asked?.entry)
  })

  test('of a small company are as many as there are, and of an empty one none', async () => {
    const example = await libraryOf(EXAMPLE)
    const questions = drawQuestions(example, 'sales', 'a')
    expect(questions.length).toBeGreaterThan(0)
    for (const each of questions) expect(isTrue(each, example), JSON.stringify(each)).toBe(true)
    expect(drawQuestions(createLibrary().library, 'sales', 'a')).toEqual([])
  })

  test('fit on a phone with what came of the one before, in plain words', () => {
    for (const seed of SEEDS) {
      const questions = drawQuestions(demo, 'sales', seed)
      const [question] = questions
      if (!question) throw new Error('No question was drawn.')
      const training = { memberId: 'm', tour: 'first-week', state: 'begun', questions, at: 1 } as const
      const said = plainText(trainingStep(training, demo, { question, choice: question.right }))
      expect(said).toMatch(/^✓ Right\. .*\nFrom: .*\n2 of 5\. .*\?/)
      expect(said).not.toContain(question.persona)
      expect(said.length).toBeLessThan(1200)
    }
  })
})

describe('who is offered a tour', () => {
  const day = (text: string) => Temporal.PlainDate.from(text)
  const learner = (team: TeamFunction, since: string, tours: [string, string][] = []): Learner => ({
    function: team,
    knownSince: day(since),
    tours: tours.map(([tour, on]) => ({ tour, on: day(on) })),
  })

  test('whoever speaks with customers, within their first week, once', () => {
    for (const team of ['sales', 'support', 'marketing', 'customer-success'] as const) {
      expect(tourDue(learner(team, '2026-11-16'), day('2026-11-16'))).toBe('first-week')
      expect(tourDue(learner(team, '2026-11-16'), day('2026-11-22'))).toBe('first-week')
      expect(tourDue(learner(team, '2026-11-16'), day('2026-11-23'))).toBe(undefined)
      const offered = learner(team, '2026-11-16', [['first-week', '2026-11-16']])
      expect(tourDue(offered, day('2026-11-17'))).toBe(undefined)
    }
    expect(tourDue(learner('product', '2026-11-16'), day('2026-11-16'))).toBe(undefined)
  })

  test('sales once a quarter, in its first two weeks, but not shortly after another', () => {
    const sales = (tours: [string, string][] = []) => learner('sales', '2025-01-01', tours)
    expect(tourDue(sales(), day('2027-01-01'))).toBe('2027-Q1')
    expect(tourDue(sales(), day('2027-01-14'))).toBe('2027-Q1')
    expect(tourDue(sales(), day('2027-01-15'))).toBe(undefined)
    expect(tourDue(sales([['2027-Q1', '2027-01-04']]), day('2027-01-05'))).toBe(undefined)
    expect(tourDue(sales([['practice-1', '2026-12-10']]), day('2027-01-05'))).toBe(undefined)
    expect(tourDue(sales([['2026-Q4', '2026-10-04']]), day('2027-01-05'))).toBe('2027-Q1')
    expect(tourDue(learner('support', '2025-01-01'), day('2027-01-05'))).toBe(undefined)
  })
})

test('an offer that comes late begins with the welcome, and owns up at its end', () => {
  const due = Temporal.ZonedDateTime.from('2026-11-02T10:00[Europe/Berlin]')
  const day = due.toPlainDate()
  const said = (lateness: Telling['lateness']) => {
    const [post] = trainingOffer('first-week', {
      ...{ run: 'training-offer/2026-11-02/sam', scope: 'sam', missed: [], lateness, scheduledAt: due },
      ...{ library: demo, now: due.toInstant(), zone: 'Europe/Berlin', currency: 'EUR' },
      period: { id: day.toString(), from: day, to: day.add({ days: 1 }) },
    })
    return plainText(post?.message.blocks ?? [])
  }
  const down = { because: 'down', from: '2026-11-01T00:00:00Z', to: '2026-11-04T00:00:00Z' } as const
  expect(said(down)).toMatch(/^Welcome, Sam\..*\n.*\n.*It comes a little late: that was me, not you\.$/)
  expect(said(undefined)).not.toContain('late')
  expect(said({ because: 'test', at: '2026-11-04T00:00:00Z' })).toMatch(/^A test that only you see/)
})
