import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Decision, decide, type Facts, type Voter } from '#src/board/decide.ts'
import type { Choice } from '#src/board/proposal.ts'
import { BOARD_FUNCTIONS } from '#src/members/member.ts'
import { BOARD_RULE, type Rule } from '#src/voting-rules/rule.ts'

const DEADLINE = Temporal.Instant.from('2026-11-27T17:00:00Z')
const BEFORE = DEADLINE.subtract({ minutes: 1 })

const FIVE: Voter[] = BOARD_FUNCTIONS.map((name) => ({ memberId: name, function: name }))

const WITHOUT_BLOCKS: Rule = { ...BOARD_RULE, block: false }

const LETTERS: Record<string, Partial<Facts['votes'][number]>> = {
  '+': { choice: 'approve' },
  '-': { choice: 'reject' },
  o: { choice: 'abstain' },
  b: { choice: 'block' },
  l: { choice: 'block', answer: 'lifted' },
  u: { choice: 'block', answer: 'upheld' },
}

/** One letter a function: + approves, - rejects, o abstains, b blocks (l lifted, u upheld), . says nothing. */
const votesOf = (letters: string): Facts['votes'] =>
  FIVE.flatMap((voter, index) => {
    const said = LETTERS[letters[index] ?? '.']
    return said?.choice ? [{ ...voter, choice: said.choice, answer: said.answer }] : []
  })

const factsOf = (votes: Facts['votes'], now: Temporal.Instant, more: Partial<Facts> = {}): Facts => ({
  ...{ votes, voters: FIVE, rule: WITHOUT_BLOCKS, turn: 'board', deciders: [], proposerId: 'sam' },
  ...{ deadline: DEADLINE, now },
  ...more,
})

const decided = (
  votes: Facts['votes'],
  now: Temporal.Instant,
  voters = FIVE,
  rule = WITHOUT_BLOCKS,
): Decision['state'] => decide(factsOf(votes, now, { voters, rule })).state

describe('five members, one of each function', () => {
  test.each([
    // votes, before the deadline, at the deadline
    ['.....', 'open', 'expired'],
    ['++...', 'open', 'expired'],
    ['+++..', 'approved', 'approved'],
    ['++-..', 'open', 'approved'],
    ['++-+.', 'approved', 'approved'],
    ['+--..', 'open', 'rejected'],
    ['---..', 'rejected', 'rejected'],
    ['++--.', 'open', 'rejected'],
    ['++--o', 'rejected', 'rejected'],
    ['++o..', 'open', 'expired'],
    ['++ooo', 'expired', 'expired'],
    ['+ooo.', 'expired', 'expired'],
    ['++-oo', 'approved', 'approved'],
    ['+-ooo', 'expired', 'expired'],
    ['+++--', 'approved', 'approved'],
  ] as const)('%s is %s before the deadline and %s at it', (letters, before, at) => {
    expect(decided(votesOf(letters), BEFORE)).toBe(before)
    expect(decided(votesOf(letters), DEADLINE)).toBe(at)
  })
})

describe('where a block stops it', () => {
  test.each([
    // votes, before the deadline, at the deadline, why
    ['+++..', 'open', 'approved', 'majority'],
    ['+++oo', 'approved', 'approved', 'majority'],
    ['+++-o', 'approved', 'approved', 'majority'],
    ['++++b', 'open', 'rejected', 'block unanswered'],
    ['++++l', 'approved', 'approved', 'majority'],
    ['++++u', 'rejected', 'rejected', 'block upheld'],
    ['u....', 'rejected', 'rejected', 'block upheld'],
    ['b....', 'open', 'expired', 'too few functions'],
    ['++--b', 'rejected', 'rejected', 'no majority'],
    ['++-lb', 'rejected', 'rejected', 'no majority'],
    ['+++bl', 'open', 'rejected', 'block unanswered'],
  ] as const)('%s is %s before the deadline and %s at it: %s', (letters, before, at, because) => {
    expect(decided(votesOf(letters), BEFORE, FIVE, BOARD_RULE)).toBe(before)
    expect(decide(factsOf(votesOf(letters), DEADLINE, { rule: BOARD_RULE }))).toMatchObject({
      state: at,
      because,
    })
  })
})

test.each([
  ['++-..', 'approved'],
  ['+++--', 'rejected'],
  ['++++-', 'approved'],
  ['++--o', 'rejected'],
] as const)('where it takes two-thirds, %s is %s at the deadline', (letters, at) => {
  expect(decided(votesOf(letters), DEADLINE, FIVE, { ...BOARD_RULE, majority: 'two-thirds' })).toBe(at)
})

describe('what its owner decides', () => {
  const owner = (said: Facts['votes'], now: Temporal.Instant, more: Partial<Facts> = {}) =>
    decide(factsOf(said, now, { turn: 'owner', deciders: ['marketing'], ...more }))
  const says = (choice: Choice): Facts['votes'] => [
    { memberId: 'marketing', function: 'marketing', choice, answer: undefined },
  ]

  test('holds at the deadline, if nobody has objected', () => {
    expect(owner(says('approve'), BEFORE).state).toBe('open')
    expect(owner(says('approve'), DEADLINE)).toMatchObject({ state: 'approved', because: 'no objection' })
  })

  test('is over at once where they say no, or where nobody is there to object', () => {
    expect(owner(says('reject'), BEFORE)).toMatchObject({ state: 'rejected', because: 'owner' })
    expect(owner(says('approve'), BEFORE, { voters: [] }).state).toBe('approved')
  })

  test('needs no word where they propose it themselves', () => {
    expect(owner([], DEADLINE, { proposerId: 'marketing' }).state).toBe('approved')
    expect(owner(says('reject'), BEFORE, { proposerId: 'marketing' }).state).toBe('rejected')
  })

  test("is the board's where they keep silent until the deadline, or are gone", () => {
    expect(owner([], BEFORE).state).toBe('open')
    expect(owner([], DEADLINE).state).toBe('brought')
    expect(owner([], BEFORE, { deciders: [] }).state).toBe('brought')
  })
})

test('what an admin decides is decided by one, and by none where they keep silent', () => {
  const admin = (choice: Choice | undefined, now: Temporal.Instant) =>
    decide(
      factsOf(choice ? [{ memberId: 'data', function: undefined, choice, answer: undefined }] : [], now, {
        ...{ turn: 'operator', deciders: ['data', 'product'] },
      }),
    )
  expect(admin('approve', BEFORE)).toMatchObject({ state: 'approved', because: 'operator' })
  expect(admin('reject', BEFORE)).toMatchObject({ state: 'rejected', because: 'operator' })
  expect(admin(undefined, BEFORE).state).toBe('open')
  expect(admin(undefined, DEADLINE)).toMatchObject({ state: 'expired', because: 'operator silent' })
})

test('three members of one function are heard as one function', () => {
  const voters = ['a', 'b', 'c'].map((memberId) => ({ memberId, function: 'sales' as const }))
  const votes = voters.map((voter) => ({ ...voter, choice: 'approve' as const, answer: undefined }))
  expect(decided(votes, DEADLINE, [...voters, ...FIVE])).toBe('expired')
})

test('the vote of somebody who has left the board does not count', () => {
  expect(decided(votesOf('+++..'), DEADLINE, FIVE.slice(1))).toBe('expired')
})

test('a board without members of three functions never decides anything', () => {
  expect(decided([], BEFORE, FIVE.slice(0, 2))).toBe('expired')
})

const board = fc
  .array(fc.constantFrom(...BOARD_FUNCTIONS), { minLength: 0, maxLength: 6 })
  .map((functions) => functions.map((name, index): Voter => ({ memberId: `m${index}`, function: name })))

/** Every letter that somebody may have said. */
const SAID = ['+', '-', 'o', 'b', 'l', 'u'] as const
type Said = (typeof SAID)[number]

const scene = board.chain((voters) =>
  fc.record({
    voters: fc.constant(voters),
    rule: fc.record({
      ...{ decides: fc.constant('board' as const), days: fc.constant(5), window: fc.constant(2) },
      least: fc.integer({ min: 1, max: 5 }),
      majority: fc.constantFrom('half' as const, 'two-thirds' as const),
      block: fc.boolean(),
    }),
    choices: fc.array(fc.option(fc.constantFrom(...SAID), { nil: undefined }), {
      minLength: voters.length,
      maxLength: voters.length,
    }),
  }),
)

const votesFrom = (voters: Voter[], said: (Said | undefined)[]): Facts['votes'] =>
  voters.flatMap((voter, index) => {
    const letter = said[index]
    const { choice, answer } = (letter && LETTERS[letter]) ?? {}
    return choice ? [{ ...voter, choice, answer }] : []
  })

test('the order of votes does not matter', () => {
  const shuffled = scene.chain(({ voters, choices, rule }) => {
    const votes = votesFrom(voters, choices)
    return fc.record({
      voters: fc.constant(voters),
      rule: fc.constant(rule),
      votes: fc.constant(votes),
      other: fc.shuffledSubarray(votes, { minLength: votes.length, maxLength: votes.length }),
      now: fc.constantFrom(BEFORE, DEADLINE),
    })
  })
  fc.assert(
    fc.property(shuffled, ({ voters, rule, votes, other, now }) => {
      expect(decided(other, now, voters, rule)).toBe(decided(votes, now, voters, rule))
    }),
  )
})

/** What could still become of a seat: of one that is silent anything, of an open block an answer. */
const NEXT = (said: Said | undefined, block: boolean): (Said | undefined)[] => {
  if (said === 'b') return ['b', 'l', 'u']
  if (said !== undefined) return [said]
  return [undefined, '+', '-', 'o', ...(block ? (['b', 'l', 'u'] as const) : [])]
}

/** Every way in which it could still go on until the deadline. */
function* completions(said: (Said | undefined)[], block: boolean, from = 0): Generator<(Said | undefined)[]> {
  if (from === said.length) {
    yield said
    return
  }
  for (const next of NEXT(said[from], block)) yield* completions(said.with(from, next), block, from + 1)
}

test('it closes early only where every way to go on leads to the same: approved, or not', () => {
  fc.assert(
    fc.property(scene, ({ voters, choices, rule }) => {
      const now = rule.block ? choices : choices.map((said) => (said && 'blu'.includes(said) ? '-' : said))
      const early = decided(votesFrom(voters, now), BEFORE, voters, rule)
      const ends = new Set<boolean>()
      for (const all of completions(now, rule.block))
        ends.add(decided(votesFrom(voters, all), DEADLINE, voters, rule) === 'approved')
      if (early === 'open') return
      expect([...ends]).toEqual([early === 'approved'])
    }),
    { numRuns: 300 },
  )
})

test('it closes early wherever every way to go on leads to the same outcome', () => {
  fc.assert(
    fc.property(scene, ({ voters, choices, rule }) => {
      const now = rule.block ? choices : choices.map((said) => (said && 'blu'.includes(said) ? '-' : said))
      const ends = new Set<Decision['state']>()
      for (const all of completions(now, rule.block))
        ends.add(decided(votesFrom(voters, all), DEADLINE, voters, rule))
      const early = decided(votesFrom(voters, now), BEFORE, voters, rule)
      if (ends.size === 1) expect(early).toBe([...ends][0])
    }),
    { numRuns: 300 },
  )
})
