import type { Sample } from '#src/statistics/effect-size.ts'
import type { Share } from '#src/statistics/proportions.ts'
import type { ExperimentBody } from './experiment.ts'

/** What came of one variant for one persona: so many of how many, or a mean with its standard deviation. */
export type Cell = { persona: string; variant: string } & (Share | Sample)

/** What came of an experiment up to a day. */
export type Results = { cells: Cell[]; until: Temporal.PlainDate }

export const isShare = (cell: Cell): cell is Cell & Share => 'hits' in cell

/** A line of results as it is typed: whose, of which variant, and its numbers. */
export type TypedCell = { persona: string; variant: string; numbers: number[] }

/** How many numbers belong to a line, and what they are. */
const NUMBERS = {
  share: ['how many there were', 'how many of them did it'],
  mean: ['how many there were', 'the mean', 'the standard deviation'],
} as const

/** What a line has to give, in a sentence. */
export const expectedNumbers = (measures: ExperimentBody['measures']): string =>
  `${NUMBERS[measures].length} numbers: ${NUMBERS[measures].join(', ')}`

const MOST = 2_147_483_647
const isCount = (n: number): boolean => Number.isInteger(n) && n >= 0 && n <= MOST

/** The cell of a line, or what is wrong with it. */
export function cellOf(
  { persona, variant, numbers }: TypedCell,
  body: Pick<ExperimentBody, 'expects' | 'variants' | 'measures'>,
): { cell: Cell } | { wrong: string } {
  const { measures } = body
  if (!body.expects.some((each) => each.persona === persona))
    return { wrong: `nothing was expected of ${persona}: expected one of ${personasOf(body).join(', ')}` }
  if (!body.variants.some(({ id }) => id === variant))
    return {
      wrong: `${variant} is no variant: expected one of ${body.variants.map(({ id }) => id).join(', ')}`,
    }
  if (numbers.length !== NUMBERS[measures].length || numbers.some((each) => !Number.isFinite(each)))
    return { wrong: `expected ${expectedNumbers(measures)}` }
  const [n = 0, second = 0, deviation = 0] = numbers
  if (!isCount(n) || n === 0) return { wrong: 'how many there were is a whole number above 0' }
  if (measures === 'mean')
    return deviation < 0
      ? { wrong: 'a standard deviation is not negative' }
      : { cell: { persona, variant, n, mean: second, deviation } }
  return isCount(second) && second <= n
    ? { cell: { persona, variant, n, hits: second } }
    : { wrong: `how many did it is a whole number from 0 to ${n}` }
}

const personasOf = ({ expects }: Pick<ExperimentBody, 'expects'>): string[] =>
  expects.map(({ persona }) => persona)
