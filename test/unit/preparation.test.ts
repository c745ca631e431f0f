import { describe, expect, test } from 'vitest'
import { STAGES } from '#src/lifecycle/stage.ts'
import { choose } from '#src/preparation/choose.ts'
import type { AccountFacts, Person } from '#src/preparation/facts.ts'
import { lineIn } from '#src/preparation/line.ts'
import { inTheRoom, missingFrom, personasOf } from '#src/preparation/room.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

const library = await libraryOf(DEMO)
const [carla, finn] = ['carla-operations-lead', 'finn-finance-lead']
const person = (more: Partial<Person>): Person => ({
  id: 'P',
  name: undefined,
  title: undefined,
  persona: undefined,
  ...more,
})
const account = (more: Partial<AccountFacts> = {}): AccountFacts => ({
  id: 'A',
  name: 'Northwind',
  persona: undefined,
  startedOn: undefined,
  endedOn: undefined,
  renewsOn: undefined,
  stage: 'adoption',
  arr: undefined,
  people: [],
  morePeople: 0,
  openDeal: undefined,
  lossReason: undefined,
  lately: [],
  ...more,
})
const said = (lines: ReturnType<typeof choose>['questions']) =>
  lines.map((each) => lineIn(library, each)?.claim.text)

describe('who will be in the room', () => {
  test('a tag counts before a title, and a title that several have tells nothing', () => {
    const people = [
      person({ title: 'Head of finance', persona: carla }),
      person({ title: 'Head of finance' }),
      person({ title: 'Chief of staff' }),
    ]
    expect(inTheRoom(account({ people }), library).map(({ persona, basis }) => [persona, basis])).toEqual([
      [carla, 'tagged'],
      [finn, 'title'],
      [undefined, 'unknown'],
    ])
  })

  test("the account's own persona is there where no person has it", () => {
    const seats = inTheRoom(
      account({ persona: carla, people: [person({ title: 'Head of finance' })] }),
      library,
    )
    expect(seats.map(({ persona, ofAccount }) => [persona, ofAccount])).toEqual([
      [carla, true],
      [finn, false],
    ])
    expect(personasOf(seats, carla)).toEqual([carla, finn])
    expect(personasOf(seats)).toEqual([finn, carla])
  })

  test('who usually decides, too, and is not known yet is named', () => {
    const seats = inTheRoom(account({ persona: carla }), library)
    expect(missingFrom(seats, library).map(({ persona }) => persona)).toContain(finn)
  })
})

describe('what to ask, expect and send', () => {
  test.each(STAGES)('at %s there is something to ask Carla, and nothing that closes a deal', (stage) => {
    const { questions } = choose({ personas: [carla], stage }, account(), library)
    expect(questions).toHaveLength(3)
    for (const each of questions) {
      const claim = lineIn(library, each)?.claim
      expect([stage, 'consideration', undefined]).toContain(claim?.stage)
      expect([carla, undefined]).toContain(claim?.persona)
    }
  })

  test('who pays already is not asked whether it is worth it', () => {
    const { questions } = choose({ personas: [carla], stage: 'adoption' }, account(), library)
    expect(said(questions).join(' ')).not.toMatch(/live by mid-September|two dispatchers count/)
  })

  test('after an escalation comes first what support asks', () => {
    const at = Temporal.Instant.from('2026-11-20T09:00:00Z')
    const lately = [{ what: 'escalations' as const, name: 'escalations', count: 2, at }]
    const { questions } = choose({ personas: [carla], stage: 'adoption' }, account({ lately }), library)
    expect(said(questions)[0]).toMatch(/What has to work by tonight/)
  })

  test('what a deal was lost to is expected again', () => {
    const { objection } = choose(
      { personas: [finn], stage: 'purchase' },
      account({ lossReason: 'no budget' }),
      library,
    )
    expect(objection).toEqual({ slug: 'no-budget', persona: finn })
  })

  test('a persona of whom nothing is written down gets the questions for everybody', () => {
    const { questions, objection, send } = choose(
      { personas: ['nobody'], stage: 'consideration' },
      account(),
      library,
    )
    expect(questions).toHaveLength(3)
    expect([objection, send]).toEqual([undefined, []])
  })
})
