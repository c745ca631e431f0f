import { describe, expect, test } from 'vitest'
import { interpret } from '#bot/commands/index.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { show } from '#bot/views/shown.ts'
import { convergenceOf } from '#src/evidence/convergence.ts'
import { GROUPS } from '#src/evidence/guide.ts'
import { groupsToAsk, intervieweesOf, whomToInterview } from '#src/evidence/interviewees.ts'
import { METHOD_NAMES } from '#src/evidence/methods.ts'
import { ownSources } from '#src/evidence/research.ts'
import { smallSamples } from '#src/evidence/samples.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { type Files, folderOf } from '#test/support/folder.ts'
import { askingOf, DEMO, libraryOf } from '#test/support/library.ts'

const source = (method: string, fields: object = {}) => ({
  method,
  title: method,
  date: '2026-05-31',
  ...fields,
})

const goal = (id: string, ...cites: string[]) => ({ id, text: `Goal ${id}`, cites })

/** A company with one persona, Ada, that claims this of its evidence. */
async function company(evidence: Record<string, object>, goals: object[], fields: object = {}) {
  const files: Files = Object.fromEntries(
    Object.entries(evidence).map(([slug, said]) => [`evidence/${slug}.yaml`, said]),
  )
  const ada = { title: 'Ada · Auditor', kind: 'primary', goals, ...fields }
  const library = await libraryOf(await folderOf({ ...files, 'personas/ada.yaml': ada }))
  const persona = findEntry(library, 'persona', 'ada')
  if (!persona) throw new Error('Ada is missing.')
  return { library, persona, own: ownSources(persona, library.evidence) }
}

/** What `/persona TEXT` says. */
function said(text: string, library: Awaited<ReturnType<typeof libraryOf>>): string {
  const asking = askingOf(library)
  const found = interpret(text, asking)
  if (found.found === 'overview') return plainText(found.blocks)
  return found.found === 'entry' ? plainText(show(found.shown, asking) ?? []) : found.found
}

describe('evidence converges', () => {
  const evidence = {
    may: source('interviews', { n: 15 }),
    june: source('interviews', { n: 9 }),
    july: source('interviews', { n: 4 }),
    survey: source('survey', { n: 264 }),
    crm: source('crm', { n: 900 }),
  }

  test('where three methods say the same, and not where one method says it three times', async () => {
    const goals = [goal('g1', 'may', 'june', 'july'), goal('g2', 'may', 'survey', 'crm')]
    const { persona, library } = await company(evidence, goals)
    const { claims, convergent } = convergenceOf(persona.body, library.evidence)
    expect(convergent).toBe(1)
    expect(claims.map(({ claim, methods }) => [claim.id, methods])).toEqual([
      ['g2', ['interviews', 'survey', 'crm']],
      ['g1', ['interviews']],
    ])
  })

  test('and what cites nothing is counted as an assumption and stands last', async () => {
    const { persona, library } = await company(evidence, [goal('g1'), goal('g2', 'crm')])
    expect(convergenceOf(persona.body, library.evidence)).toMatchObject({
      assumptions: 1,
      convergent: 0,
      claims: [{ claim: { id: 'g2' } }, { claim: { id: 'g1' }, methods: [] }],
    })
  })
})

describe('whom to interview', () => {
  const heard = new Map([
    ['new', 3],
    ['active', 4],
    ['churned', 2],
  ] as const)

  test('the groups that were heard least, as many as the gate asks for', () => {
    const whom = whomToInterview(heard, 9, [...GROUPS])
    expect([...whom]).toEqual([
      ['high-clv', 3],
      ['support-intensive', 2],
      ['churned', 1],
    ])
  })

  test('with enough interviews, one of each group that nobody was heard of', () => {
    expect([...whomToInterview(heard, 15, [...GROUPS])]).toEqual([
      ['high-clv', 1],
      ['support-intensive', 1],
    ])
    expect([...whomToInterview(heard, 40, ['new', 'active'])]).toEqual([])
  })

  test('of those to turn away no customers of high value', () => {
    expect(groupsToAsk(true)).not.toContain('high-clv')
    expect(groupsToAsk(false)).toEqual([...GROUPS])
  })

  test('people of a source that counts them by persona are in no group', async () => {
    const { own } = await company(
      {
        a: source('interviews', { n: 6, groups: { new: 4, churned: 2 } }),
        b: source('switch-interviews', { n: 12, groups: { churned: 12, ada: 7 } }),
      },
      [goal('g1', 'a', 'b')],
    )
    expect(Object.fromEntries(intervieweesOf(own))).toEqual({
      new: 4,
      active: 0,
      churned: 2,
      'high-clv': 0,
      'support-intensive': 0,
    })
  })
})

test('a sample is too small below the least of its method, all its pieces and people together', async () => {
  const { own } = await company(
    {
      interviews: source('interviews', { n: 2 }),
      survey: source('survey', { n: 199, groups: { ada: 20 } }),
      calls: source('sales-calls', { n: 20 }),
      more: source('sales-calls', { n: 10 }),
      crm: source('crm', { n: 3 }),
    },
    [goal('g1', 'interviews', 'survey', 'calls', 'more', 'crm')],
  )
  expect(smallSamples(own)).toEqual([{ method: 'survey', n: 199, least: 200 }])
})

describe('the evidence of a persona', () => {
  test('says how far it is, whom to interview and what it rests on', async () => {
    const text = said('evidence ravi', await libraryOf(DEMO))
    expect(text).toMatch(
      /^Ravi is a hypothesis: 9 of 15 interviews, 3 quantitative sources, 0 high-CLV and 0 support-intensive customers yet\.\nSources: interviews n 9 · survey n 264 · /,
    )
    expect(text).toContain('Next: 6 more interviews: 3 high-CLV, 2 support-intensive and 1 churned.')
    expect(text).toContain('cohort n 49 of 318')
  })

  test('without any says so, and what is owed', async () => {
    const { library } = await company({}, [])
    const text = said('evidence ada', library)
    expect(text).toMatch(/^Ada is a hypothesis: 0 of 15 interviews, no quantitative source, 0 new, /)
    expect(text).toContain('Nothing it says rests on a source yet.')
    expect(text).toContain(
      '15 more interviews: 3 new, 3 active, 3 churned, 3 high-CLV and 3 support-intensive',
    )
    expect(text).toContain('one quantitative source')
    expect(text).not.toMatch(/NaN|Infinity|undefined/)
  })

  test('names samples that are too small, and the latest voices word for word', async () => {
    const voice = (day: number, text: string) =>
      source('field-note', {
        title: `Heard ${day}`,
        date: `2026-11-0${day}`,
        n: 1,
        persona: 'ada',
        quotes: [{ text }],
      })
    const evidence = {
      survey: source('survey', { n: 30 }),
      one: voice(1, 'The oldest.'),
      two: voice(2, 'We only found out in the meeting.'),
      three: voice(3, 'Nobody asked us.'),
    }
    const { library } = await company(evidence, [goal('g1', 'survey')])
    const text = said('evidence ada', library)
    expect(text).toContain('Too small to lean on: survey 30 of 200.')
    expect(text).toMatch(
      /“Nobody asked us\.” Heard 3\n• “We only found out in the meeting\.” Heard 2\n• … and 1 more/,
    )
    expect(text).not.toContain('The oldest.')
  })

  test('that lost research says that it no longer counts', async () => {
    const { library } = await company({ crm: source('crm') }, [goal('g1', 'crm')], { status: 'active' })
    expect(said('evidence ada', library)).toMatch(
      /^Ada is no longer validated: 0 of 15 interviews, one quant/,
    )
    expect(said('evidence', library)).toMatch(
      /^0 of 1 persona are validated\.\n• Ada — no longer validated: needs 15 more interviews\n/,
    )
  })
})

test('the guide holds the five questions, and the patterns to listen for', async () => {
  const text = said('evidence ravi questions', await libraryOf(DEMO))
  expect(text).toMatch(/^Five questions for every interview about Ravi\n1\. “What got you interested/)
  expect(text).toMatch(/\n5\. “(?:.*\n)+• Decision rules: .*\nAsk next: 3 high-CLV/)
  expect(text.length).toBeLessThanOrEqual(1200)
})

test('the methods stand in a table with their samples, and the ways to research name those to start with', async () => {
  const library = await libraryOf(DEMO)
  const table = said('evidence methods', library)
  expect(table.split('\n')).toHaveLength(METHOD_NAMES.length + 2)
  expect(table).toMatch(/\nSurvey +quantitative +200 or more +medium +/)
  expect(said('evidence ways', library)).toMatch(
    /Buying committee: .* Start with interviews, win\/loss and sales calls\./,
  )
})
