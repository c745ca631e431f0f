import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BOARD_RULE, type Decision, decide, type Facts, type Voter } from '#src/board/decide.ts'
import { CHOICES, type Choice } from '#src/board/proposal.ts'
import { BOARD_FUNCTIONS } from '#src/members/member.ts'

const DEADLINE = Temporal.Instant.from('2026-11-27T17:00:00Z')
const BEFORE = DEADLINE.subtract({ minutes: 1 })

const FIVE: Voter[] = BOARD_FUNCTIONS.map((name) => ({ memberId: name, function: name }))

/** One letter a function: + approves, - rejects, o abstains, . says nothing. */
const votesOf = (letters: string): Facts['votes'] =>
  FIVE.flatMap((voter, index) => {
    const choice = { '+': 'approve', '-': 'reject', o: 'abstain' }[letters[index] ?? '.'] as
      | Choice
      | undefined
    return choice ? [{ ...voter, choice }] : []
  })

const decided = (votes: Facts['votes'], now: Temporal.Instant, voters = FIVE): Decision['state'] =>
  decide({ votes, voters, rule: BOARD_RULE, deadline: DEADLINE, now }).state

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

test('three members of one function are heard as one function', () => {
  const voters = ['a', 'b', 'c'].map((memberId) => ({ memberId, function: 'sales' as const }))
  const votes = voters.map((voter) => ({ ...voter, choice: 'approve' as const }))
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

const scene = board.chain((voters) =>
  fc.record({
    voters: fc.constant(voters),
    choices: fc.array(fc.option(fc.constantFrom(...CHOICES), { nil: undefined }), {
      minLength: voters.length,
      maxLength: voters.length,
    }),
  }),
)

const votesFrom = (voters: Voter[], choices: (Choice | undefined)[]): Facts['votes'] =>
  voters.flatMap((voter, index) => {
    const choice = choices[index]
    return choice ? [{ ...voter, choice }] : []
  })

test('the order of votes does not matter', () => {
  const shuffled = scene.chain(({ voters, choices }) => {
    const votes = votesFrom(voters, choices)
    return fc.record({
      voters: fc.constant(voters),
      votes: fc.constant(votes),
      other: fc.shuffledSubarray(votes, { minLength: votes.length, maxLength: votes.length }),
      now: fc.constantFrom(BEFORE, DEADLINE),
    })
  })
  fc.assert(
    fc.property(shuffled, ({ voters, votes, other, now }) => {
      expect(decided(other, now, voters)).toBe(decided(votes, now, voters))
    }),
  )
})

/** Every way in which those who have not voted could still vote, or not. */
function* completions(voters: Voter[], choices: (Choice | undefined)[]): Generator<(Choice | undefined)[]> {
  const next = choices.indexOf(undefined)
  if (next < 0 || next >= voters.length) {
    yield choices
    return
  }
  for (const choice of [...CHOICES, null]) {
    const rest = choices.with(next, (choice ?? 'none') as Choice)
    yield* completions(voters, rest)
  }
}

test('it closes early with the one outcome that every completion leads to, and only then', () => {
  fc.assert(
    fc.property(scene, ({ voters, choices }) => {
      const early = decided(votesFrom(voters, choices), BEFORE, voters)
      const outcomes = new Set<Decision['state']>()
      for (const all of completions(voters, choices)) {
        const cast = all.map((choice) => ((choice as string) === 'none' ? undefined : choice))
        outcomes.add(decided(votesFrom(voters, cast), DEADLINE, voters))
      }
      expect(early).toBe(outcomes.size === 1 ? [...outcomes][0] : 'open')
    }),
    { numRuns: 300 },
  )
})
