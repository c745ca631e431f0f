import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { readTyped } from '#src/cli/command.ts'
import { stats } from '#src/cli/stats.ts'
import { readEnv } from '#src/env.ts'
import { UsageError, UserError } from '#src/errors.ts'

const folder = mkdtempSync(join(tmpdir(), 'dramatis-stats-'))
afterAll(() => rmSync(folder, { recursive: true }))
const AML = fileURLToPath(new URL('../../../shared/data/aml.csv', import.meta.url))

function fileOf(text: string): string {
  const path = join(folder, 'numbers.csv')
  writeFileSync(path, text)
  return path
}

/** What somebody reads who types it: the result, and what is said beside it. */
async function typed(...args: string[]): Promise<{ printed: string; said: string[] }> {
  const [printed, said]: [string[], string[]] = [[], []]
  await stats.run(readTyped(stats, args), {
    env: readEnv({}),
    print: (text) => void printed.push(text),
    remark: (text) => void said.push(text),
    write: () => Promise.resolve(),
    open: () => Promise.reject(new Error('Statistics need no database.')),
  })
  return { printed: printed.join('\n'), said }
}

const HIGH_END = '1000,869,743,653,593,551,517,491,468,445,427,409,394'
const figures = z.object({
  found: z.string(),
  logLikelihood: z.number(),
  heldBackMape: z.number().optional(),
  figures: z.array(z.object({ figure: z.string(), value: z.unknown() })),
})

async function fitted(text: string, ...options: string[]) {
  const { printed } = await typed('sbg', fileOf(text), '--json', ...options)
  const { figures: all, ...rest } = figures.parse(JSON.parse(printed))
  return { ...rest, ...Object.fromEntries(all.map(({ figure, value }) => [figure, value])) }
}

test.each([
  ['wide, with names', `segment,0,1,2,3,4,5,6,7,8,9,10,11,12\nHigh End,${HIGH_END}\n`],
  ['wide, numbers alone', HIGH_END],
  ['wide, without a header', `High End,${HIGH_END}`],
  [
    'wide, a semicolon between',
    `Segment;${[...HIGH_END.split(',').keys()].join(';')}\nHigh End;${HIGH_END.replaceAll(',', ';')}\r\n`,
  ],
  [
    'wide, with a size beside',
    `cohort,size,${[...HIGH_END.split(',').keys()].join(',')}\nHigh End,1000,${HIGH_END}`,
  ],
  [
    'turned, a column a cohort',
    `Year,High End\n${HIGH_END.split(',')
      .map((n, period) => `${period},${n}`)
      .join('\n')}`,
  ],
  ['turned, counts alone under a name', `High End\n${HIGH_END.replaceAll(',', '\n')}`],
  ['one column of numbers', HIGH_END.replaceAll(',', '\n')],
  [
    'long',
    `period,alive\n${HIGH_END.split(',')
      .map((alive, period) => `${period},${alive}`)
      .join('\n')}`,
  ],
  [
    'long, by cohort, in any order',
    `alive,period,cohort\n${HIGH_END.split(',')
      .map((alive, period) => `${alive},${period},A`)
      .toReversed()
      .join('\n')}`,
  ],
  [
    'long, at risk and lost',
    `period,at_risk,lost\n${HIGH_END.split(',')
      .slice(0, -1)
      .map((n, index) => `${index + 1},${n},${Number(n) - Number(HIGH_END.split(',')[index + 1])}`)
      .join('\n')}`,
  ],
])('a file of cohorts is read: %s', async (_shape, text) => {
  const found = await fitted(text, '--fit', '7')
  expect(found).toMatchObject({
    alpha: expect.closeTo(0.668, 3),
    beta: expect.closeTo(3.806, 3),
    logLikelihood: expect.closeTo(-1611.158, 3),
    heldBackMape: expect.closeTo(0.0283, 4),
    'DEL, periods': expect.closeTo(5.9223, 4),
    'DERL(5), periods': expect.closeTo(6.8967, 4),
    'expected tenure, periods': 'Infinity',
  })
})

test('younger cohorts are watched for a shorter time, and all count as one', async () => {
  const two = await fitted('cohort,0,1,2,3\nMay,1000,869,743,653\nJune,1000,869,743,\nJuly,1000\n')
  const one = await fitted('period,at_risk,lost\n1,2000,262\n2,1738,252\n3,743,90\n')
  expect(two).toEqual(one)
})

test('segments beside each other are told apart, and as one model that is said', async () => {
  const turned = fileOf('Year,High,Low\n0,1000,1000\n1,869,631\n2,743,468\n3,653,382\n')
  const { printed } = await typed('sbg', turned, '--each')
  expect(printed).toContain('numbers.csv, Low: 1 cohort of 1000 customers, 3 renewals, 618 lost.')
  expect((await typed('sbg', turned)).said).toEqual([
    '2 cohorts are taken for one model; --each fits each of them.',
  ])
})

test('each cohort gets a model of its own when that is asked for', async () => {
  const { printed } = await typed(
    'sbg',
    fileOf('s,0,1,2,3\nHigh,1000,869,743,653\nLow,1000,631,468,382\n'),
    '--each',
  )
  expect(printed.match(/log-likelihood/g)).toHaveLength(2)
  expect(printed).toContain('numbers.csv, Low: 1 cohort of 1000 customers, 3 renewals, 618 lost.')
})

test.each([
  ['c,0,1,2\na,100,100,100', 'Nobody has left yet, so there is no churn to fit.'],
  ['c,0,1,2\na,100,0,0', 'Everybody left at the first renewal, so there is nothing to project.'],
  ['c,0,1,2\na,100', 'No cohort has come to a renewal yet, so there is nothing to fit.'],
  ['c,0,1\na,100,80', 'Only one renewal was seen, where 20 % left: α and β need at least two.'],
  ['c,0,1,2\na,100,80,50', 'Churn does not fall with age'],
  ['c,0,1,2\na,100,80,80', 'Nobody left after the first renewal'],
])('cohorts that determine nothing say so: %j', async (text, sentence) => {
  expect((await typed('sbg', fileOf(text))).printed).toContain(sentence)
})

test('a curve, medians and the log-rank test are printed as R has them', async () => {
  const { printed } = await typed('km', AML, '--time', 'time', '--status', 'status', '--group', 'x')
  expect(printed).toMatch(/Maintained +11 +7 +31 +18 +–/)
  expect(printed).toMatch(/Nonmaintained +12 +11 +23 +8 +–/)
  expect(printed).toMatch(/ 23 +7 +1 +0\.61363636 +0\.15263233 +0\.37686706 +0\.9991576/)
  expect(printed).toContain('Log-rank: χ² 3.39638869898')
  expect(printed).toMatch(/Maintained +11 +7 +10\.68933\d+ +4\.00755\d+/)
})

test('rows without a time or a status are left out, and counted', async () => {
  const { printed, said } = await typed(
    'km',
    fileOf('t,s\n3,2\n,1\n5,1\n4,NA\n'),
    '--time',
    'T',
    '--status',
    's',
  )
  expect(said).toEqual(['2 rows without a time, a status or a group left out, as R does.'])
  expect(printed).toContain('2 rows, 1 event.')
})

test('two shares are printed with both tests', async () => {
  const { printed } = await typed('proportions', '120', '400', '90', '380')
  expect(printed).toMatch(
    /without correction +3\.95092995\d+ +1 +0\.046845472\d+ .* 0\.0011581762\d+ +0\.1251576\d+/,
  )
  expect(printed).toMatch(/with Yates’ correction +3\.636437\d+ +1 +0\.0565\d+/)
})

test.each([
  ['counts alone', '762,327,468\n484,239,477\n', []],
  ['with names', ',a,b,c\nx,762,327,468\ny,484,239,477\n', []],
  ['years for columns', 'persona,2024,2025,2026\nx,762,327,468\ny,484,239,477\n', []],
  [
    'one row a combination',
    'p,c,n\nx,1,762\nx,2,327\nx,3,468\ny,1,484\ny,2,239\ny,3,477\n',
    ['--row', 'p', '--column', 'c', '--count', 'n'],
  ],
])('a table of counts is read: %s', async (_shape, text, options) => {
  const { printed } = await typed('chi2', fileOf(text), ...options)
  expect(printed).toMatch(/30\.0701490958 +2 +2\.9535891\d+e-7/)
})

test('one row a case is counted', async () => {
  const { printed } = await typed(
    'chi2',
    fileOf('p,left\na,yes\na,no\nb,no\nb,no\nc,\n'),
    '--row',
    'p',
    '--column',
    'left',
  )
  expect(printed).toMatch(/a {2}1 \(1\.5\) {2}1 \(0\.5\)/)
})

const KM = ['--time', 't', '--status', 's']
test.each([
  [['km', 't,s\n-3,1', ...KM], 'numbers.csv, line 2, column t is -3, and has to be 0 or more.'],
  [
    ['km', 't,s\n"1,200",1', ...KM],
    'numbers.csv, line 2, column t is "1,200", and has to be a number such as 1200 or 12.5.',
  ],
  [
    ['km', 't,s\n1,maybe', ...KM],
    'numbers.csv, line 2, column s is "maybe", and has to be 1 (it ended) or 0 (it was still going on when last seen).',
  ],
  [
    ['km', 't,s\n9007199254740993,1', ...KM],
    "numbers.csv, line 2, column t is 9007199254740993, and numbers above 9007199254740991 (2^53 − 1) can't be told apart: use a larger unit.",
  ],
  [['km', 't,s', ...KM], 'numbers.csv has a header and no rows under it.'],
  [['km', '', ...KM], 'numbers.csv is empty.'],
  [['km', 'time,s\n1,1', ...KM], 'numbers.csv has no column t; it has time, s.'],
  [['km', 't,s\n1,1\n2', ...KM], 'numbers.csv, line 3 has 1 cell, and the header has 2.'],
  [['km', 't,s\n1,"1', ...KM], 'numbers.csv, line 2: a quote (") is opened and never closed.'],
  [
    ['km', 't,s\n1,1', ...KM, '--conf', 'arcsin'],
    '--conf is "arcsin", and has to be one of plain, log, log-log.',
  ],
  [
    ['sbg', 'c,0,1\na,50,60'],
    "numbers.csv: cohort a has 60 customers after 50, in period 1, and a cohort can't grow: who comes back belongs to another.",
  ],
  [['sbg', 'c,0,1,2\na,50,,40'], 'numbers.csv, line 2, column 1 is empty, and has to be a number.'],
  [['sbg', 'c,0,1\na,0,0'], 'numbers.csv: cohort a begins without a customer.'],
  [
    ['sbg', 'cohort,period,alive\na,0,10\na,2,5'],
    'numbers.csv: cohort a has period 2 where 1 should be: each period once, without gaps, in whole numbers.',
  ],
  [
    ['sbg', 'cohort,period,lost\na,1,10'],
    'numbers.csv has a column lost and none that says of how many: add at_risk.',
  ],
  [
    ['sbg', 'c,0,1\na,9,8', '--discount', 'ten'],
    '--discount is "ten", and has to be a rate per period such as 0.1 for 10 %.',
  ],
  [['chi2', '1,2'], 'numbers.csv has one row of counts or none, and a test of a table needs at least two.'],
  [['chi2', '1,0\n2,0'], 'numbers.csv: the column column 2 holds only 0, so leave it out.'],
  [
    ['chi2', 'p,a,b\nx,1,2\ny,3,4\nTotal,4,6'],
    'numbers.csv: the row Total is the sum of the others, so leave it out.',
  ],
  [
    ['chi2', 'p,a,b\nx,1,2.5\ny,3,4'],
    'numbers.csv, line 2, column b is 2.5, and has to be a whole number: counts, not shares or percents.',
  ],
])('%j is refused in one sentence', async ([name = '', text = '', ...options], sentence) => {
  await expect(typed(name, fileOf(text), ...options)).rejects.toEqual(new UserError(sentence))
})

test.each([
  [['proportions', '5', '4', '1', '2'], 'The first share is 5 of 4, which is more than all.', UserError],
  [['proportions', '1', '4', '0', '0'], 'The second N is 0: of nobody there is no share.', UserError],
  [
    ['proportions', 'x', '4', '0', '1'],
    '"x" is no number: stats proportions A N B N takes four counts.',
    UsageError,
  ],
  [['proportions', '1', '4', '0'], 'stats proportions takes four numbers.', UsageError],
  [['median', 'x'], 'There is no statistic median; there are sbg, km, proportions, chi2.', UsageError],
  [['km', 'x.csv', '--time', 't'], 'stats km needs --status.', UsageError],
  [['sbg', 'x.csv', '--time', 't'], 'stats sbg takes no --time.', UsageError],
  [['km', 'x.csv', ...KM, '--each'], 'stats km takes no --each.', UsageError],
])('%j is wrong usage or a wrong number, and says which', async (args, sentence, kind) => {
  await expect(typed(...args)).rejects.toThrow(kind)
  await expect(typed(...args)).rejects.toThrow(sentence)
})
