import { UsageError, UserError } from '#src/errors.ts'
import {
  compareShares,
  effectOf,
  type Interval,
  newcombe,
  type Share,
  wilson,
} from '#src/statistics/proportions.ts'
import { isNumber, readCount, readShare } from './read-number.ts'
import type { Statistic } from './statistic.ts'
import { figure, pValue, textTable } from './text-table.ts'

/** `stats proportions 120 400 90 380`: two shares compared, as R's prop.test. */
export const proportions: Statistic = {
  name: 'proportions',
  takes: 'A N B N [--level SHARE] [--json]',
  words: 4,
  options: ['level'],
  compute(words, options) {
    const level = readShare('level', options.level, 0.95)
    const [a, b] = [shareOf('first', words.slice(0, 2)), shareOf('second', words.slice(2, 4))]
    const plain = compareShares(a, b, { correct: false, level })
    const corrected = compareShares(a, b, { correct: true, level })
    const shares = [a, b].map((each) => ({ ...each, share: each.hits / each.n, wilson: wilson(each, level) }))
    const score = newcombe(a, b, level)
    const h = effectOf(a, b)
    const same = plain.statistic === undefined
    return Promise.resolve({
      json: { level, shares, plain, corrected, newcombe: score, cohensH: h },
      remarks: same
        ? ['Both shares are the same and at the end of the scale, so there is no χ²: nothing differs.']
        : [],
      text: [
        textTable(
          ['', 'hits', 'n', 'share', ...limits(level, 'Wilson')],
          shares.map((each, index) => [
            index === 0 ? 'first' : 'second',
            String(each.hits),
            String(each.n),
            figure(each.share),
            ...ends(each.wilson),
          ]),
        ),
        '',
        textTable(
          ['test', 'χ²', 'df', 'p', 'difference', ...limits(level)],
          [
            [
              'without correction',
              figure(plain.statistic),
              '1',
              pValue(plain.p),
              figure(plain.difference),
              ...ends(plain.interval),
            ],
            [
              'with Yates’ correction',
              figure(corrected.statistic),
              '1',
              pValue(corrected.p),
              figure(corrected.difference),
              ...ends(corrected.interval),
            ],
            ['Newcombe’s interval', '–', '–', '–', figure(plain.difference), ...ends(score)],
          ],
        ),
        '',
        `Cohen's h ${figure(h)}. The first two as R's prop.test; its default is with correction.`,
      ].join('\n'),
    })
  },
}

const limits = (level: number, by = ''): string[] =>
  ['low', 'high'].map((end) => `${by === '' ? '' : `${by} `}${figure(level * 100)} % ${end}`)

const ends = ({ low, high }: Interval): string[] => [figure(low), figure(high)]

function shareOf(which: string, [hits = '', n = '']: string[]): Share {
  for (const text of [hits, n])
    if (!isNumber(text))
      throw new UsageError(
        `${JSON.stringify(text)} is no number: stats proportions A N B N takes four counts.`,
      )
  const share = { hits: readCount(hits, `The ${which} A`), n: readCount(n, `The ${which} N`) }
  if (share.n === 0) throw new UserError(`The ${which} N is 0: of nobody there is no share.`)
  if (share.hits > share.n)
    throw new UserError(`The ${which} share is ${hits} of ${n}, which is more than all.`)
  return share
}
