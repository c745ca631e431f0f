import { type ChiSquareTest, chiSquareTest, LEAST_EXPECTED } from '#src/statistics/contingency.ts'
import { readContingency } from './read-contingency.ts'
import type { Statistic } from './statistic.ts'
import { figure, plural, pValue, textTable } from './text-table.ts'

/** `stats chi2 FILE`: whether rows and columns of counts go together, as R's chisq.test. */
export const chi2: Statistic = {
  name: 'chi2',
  takes: 'FILE [--row COL --column COL [--count COL]] [--json]',
  words: 1,
  options: ['row', 'column', 'count'],
  async compute([path = ''], options) {
    const { rows, columns, table } = await readContingency(path, options)
    const plain = chiSquareTest(table, { correct: false })
    const corrected = table.length === 2 && columns.length === 2 ? chiSquareTest(table) : undefined
    const rough = plain.expected.flat().filter((each) => each < LEAST_EXPECTED).length
    return {
      json: { rows, columns, table, plain, ...(corrected && { corrected }) },
      remarks:
        rough > 0
          ? [
              `${plural(rough, 'cell')} expected to hold fewer than ${LEAST_EXPECTED}: χ² is a rough approximation.`,
            ]
          : [],
      text: [
        textTable(
          ['test', 'χ²', 'df', 'p'],
          [
            testRow('without correction', plain),
            ...(corrected ? [testRow('with Yates’ correction', corrected)] : []),
          ],
        ),
        `n ${figure(plain.n, 16)}. Cramér's V ${figure(plain.cramersV)}. As R's chisq.test${corrected ? '; its default for 2 × 2 is with correction' : ''}.`,
        `Counts, and in brackets what independence would make them\n${counts({ rows, columns, table }, plain)}`,
      ].join('\n\n'),
    }
  },
}

const testRow = (name: string, { statistic, df, p }: ChiSquareTest): string[] => [
  name,
  figure(statistic),
  String(df),
  pValue(p),
]

const counts = (
  { rows, columns, table }: { rows: string[]; columns: string[]; table: number[][] },
  { expected }: ChiSquareTest,
): string =>
  textTable(
    ['', ...columns],
    rows.map((name, r) => [
      name,
      ...columns.map((_, c) => `${figure(table[r]?.[c], 16)} (${figure(expected[r]?.[c], 6)})`),
    ]),
  )
