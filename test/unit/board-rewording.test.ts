import { describe, expect, test } from 'vitest'
import { message } from '#bot/slack/message.ts'
import { askToConfirm } from '#bot/views/proposal-rewording.ts'
import { anyClaim, type Change } from '#src/board/change.ts'
import type { Part, Proposal, Unconfirmed } from '#src/board/proposal.ts'
import { askedOf, isRewording, rewordings, standingOf } from '#src/board/rewording.ts'
import { readRuling } from '#src/board/ruling.ts'
import type { Library } from '#src/knowledge/library.ts'

const claim = (text: string, more: object = {}) =>
  anyClaim.parse({ id: 'f1', text, cites: ['interviews'], ...more })
const reworded = (text: string, more: object = {}): Change => ({
  type: 'changed',
  field: 'fears',
  before: claim('Contracts'),
  after: claim(text, more),
})

const partOf = (changes: Change[]): Part => ({
  ...{
    kind: 'objection',
    slug: 'no',
    entryId: 'e',
    title: 'No',
    baseVersion: 1,
    version: undefined,
    changes,
  },
})

describe('what a vote is worth after an edit', () => {
  test.each([
    // the vote's text, what that text meant, the present text, what it means
    [1, undefined, 1, 1, 'counts'],
    [1, 1, 2, 1, 'to confirm'],
    [1, 1, 3, 1, 'to confirm'],
    [2, 1, 3, 1, 'to confirm'],
    [1, 1, 2, 2, 'voided'],
    [1, 1, 3, 2, 'voided'],
    [1, 1, 3, 3, 'past'],
    [1, undefined, 2, 1, 'past'],
  ] as const)(
    'voted on text %i (meaning %s), now text %i (meaning %i): %s',
    (on, meant, revision, meaning, worth) => {
      const votedOn = meant === undefined ? undefined : { meaning: meant }
      expect(standingOf({ revision: on }, { revision, meaning }, votedOn)).toBe(worth)
    },
  )
})

describe('only the wording changes', () => {
  const before = [reworded('Long contracts')]
  const added: Change = { type: 'added', field: 'fears', after: claim('Long contracts') }
  const removed: Change = { type: 'removed', field: 'fears', before: claim('Contracts') }

  test.each([
    ['other words', [reworded('Contracts that last')], true],
    ['the same words', before, true],
    ['another source', [reworded('Long contracts', { cites: ['survey'] })], false],
    ['no source', [reworded('Long contracts', { cites: [] })], false],
    ['another persona', [reworded('Long contracts', { persona: 'finn' })], false],
    ['shown to customers', [reworded('Long contracts', { audience: 'customer' })], false],
    ['another statement', [reworded('Long contracts', { id: 'f2' })], false],
    ['another start', [{ ...reworded('Long contracts'), before: claim('Downtime') }], false],
    ['taken out', [removed], false],
    ['a second statement', [...before, added], false],
  ] as [string, Change[], boolean][])('%s', (_what, after, expected) => {
    expect(isRewording([partOf(before)], [partOf(after)])).toBe(expected)
  })

  test('of a rule both halves are words', () => {
    const rule = (ifNot: string, then: string): Change => ({
      type: 'added',
      field: 'decisionRules',
      after: anyClaim.parse({ id: 'r1', ifNot, then }),
    })
    const [from, to] = [rule('reachable', 'no'), rule('reachable by phone', 'no deal')]
    expect(isRewording([partOf([from])], [partOf([to])])).toBe(true)
  })

  test('the difference is from what was voted on to what is proposed now', () => {
    const [difference] = rewordings([partOf(before)], [partOf([reworded('Contracts that last')])])
    expect(difference).toMatchObject({
      before: { text: 'Long contracts' },
      after: { text: 'Contracts that last' },
    })
    expect(rewordings([partOf(before)], [partOf(before)])).toEqual([])
  })
})

const at = Temporal.Instant.from('2026-11-20T09:00:00Z')
const vote = (text: string): Unconfirmed => ({
  ...{
    memberId: 'x',
    handle: 'jonas',
    name: 'Jonas Feldt',
    function: 'sales',
    choice: 'reject',
    reason: 'No',
    at,
    castBy: undefined,
    answer: undefined,
    answeredBy: undefined,
  },
  slackUserId: 'U2',
  votedOn: { revision: 1, meaning: 1, parts: [partOf([reworded(text)])], rationale: 'Interviews' },
})
const proposal = (text: string, unconfirmed: Unconfirmed[]): Proposal => ({
  ...{ id: 7, source: 's', rationale: 'More interviews', revision: 2, meaning: 1, step: 2 },
  ...{ evidence: [], origin: undefined, carried: undefined },
  proposer: { id: 'm', handle: 'mina', name: 'Mina Albrecht', slackUserId: 'U1' },
  parts: [partOf([reworded(text)])],
  channelId: 'C1',
  openedAt: at,
  deadline: at,
  outcome: { state: 'open' },
  ruling: readRuling(undefined),
  votes: [],
  unconfirmed,
  voided: [],
})
const library = { evidence: new Map() } as unknown as Library

test('only those who may still vote are asked, and only while it is open', () => {
  const open = proposal('Contracts that last', [vote('Long contracts')])
  const jonas = { memberId: 'x', function: 'sales' as const }
  expect(askedOf(open, [jonas])).toHaveLength(1)
  expect(askedOf(open, [{ ...jonas, memberId: 'y' }])).toEqual([])
  expect(askedOf({ ...open, outcome: { state: 'withdrawn', at } }, [jonas])).toEqual([])
})

test('one click is enough only where every word of both wordings can be read', () => {
  const asked = (before: string, after: string) =>
    JSON.stringify(message(askToConfirm(proposal(after, []), vote(before), library)))
  const short = asked('Long contracts', `${'"'.repeat(2400)}unless they refuse`)
  expect(short).toContain('Still reject')
  expect(short.match(/\\"unless they refuse"/g)).toHaveLength(1)
  const long = asked('Long contracts', `${'word '.repeat(500)}unless they refuse`)
  expect(long).not.toContain('Still reject')
  expect(long).toContain('Look at it again')
})
