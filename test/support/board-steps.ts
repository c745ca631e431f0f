import fc from 'fast-check'
import { type Choice, SEATS } from './board-model.ts'

export const BOARD = SEATS.map(([handle]) => handle)
/** Who presses: the board, a deputy who sits on no board, the proposer. */
const PEOPLE = [...BOARD, 'noor', 'mina']
/** Who may be away, and who then stands in. */
export const DEPUTIES = { lea: 'noor', ada: 'jonas' } as const

const who = fc.constantFrom(...PEOPLE)
const choice = fc.constantFrom<Choice>('approve', 'approve', 'reject', 'abstain', 'block')
const step = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('vote' as const),
      who,
      choice,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      blocker: fc.constantFrom(...BOARD),
      answer: fc.constantFrom('lifted' as const, 'upheld' as const),
    }),
  },
  // Several press at the same moment.
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('rush' as const),
      ballots: fc.uniqueArray(fc.tuple(who, choice), {
        minLength: 2,
        maxLength: 7,
        selector: ([name]) => name,
      }),
    }),
  },
  // Somebody presses in time, and the bot comes round to it while it decides what is due.
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('last moment' as const), who, choice }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('object' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), wordingOnly: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('confirm' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('outdated' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), who: fc.constantFrom(...BOARD) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('seat' as const), who: fc.constantFrom(...BOARD) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('away' as const),
      who: fc.constantFrom('lea' as const, 'ada' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('back' as const),
      who: fc.constantFrom('lea' as const, 'ada' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 100 }) }),
  },
)
export type Step = ReturnType<typeof step.generate>['value']

/** Everybody on the board says something, in some order, and in between happens whatever may happen. */
const ballots = fc.tuple(
  fc.shuffledSubarray(BOARD, { minLength: 3 }),
  fc.array(fc.constantFrom<Choice>('approve', 'approve', 'reject', 'reject', 'abstain', 'block'), {
    minLength: 5,
    maxLength: 5,
  }),
)

/** What happens to a proposal. */
export const history = fc.record({
  turn: fc.constantFrom('board' as const, 'board' as const, 'board' as const, 'owner' as const),
  steps: fc
    .tuple(ballots, fc.array(fc.tuple(step, fc.boolean(), fc.nat()), { maxLength: 8 }))
    .map(([[voters, choices], others]) => {
      const votes = voters.map((handle, index): { step: Step; twice: boolean } => ({
        step: { do: 'vote', who: handle, choice: choices[index] ?? 'abstain' },
        twice: false,
      }))
      return others.reduce(
        (steps, [each, twice, at]) => steps.toSpliced(at % (steps.length + 1), 0, { step: each, twice }),
        votes,
      )
    }),
})
