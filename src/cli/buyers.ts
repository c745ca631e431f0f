import { CAMPAIGNS_BY, readAttribution } from '#src/campaigns/attribution.ts'
import { readBuyers } from '#src/campaigns/buyers.ts'
import { buyersCsv, campaignsCsv } from '#src/campaigns/csv.ts'
import { BUYERS_BY, type Target } from '#src/campaigns/target-buyers.ts'
import { UsageError } from '#src/errors.ts'
import type { TerminalCommand, Typed } from './command.ts'

const FILTERS = ['industry', 'role', 'least'] as const
const TAKES = '[--industry A,B] [--role A,B] [--least EMPLOYEES]'

/** `buyers`: who signs up and who pays, as CSV. */
export const buyers: TerminalCommand = {
  name: 'buyers',
  asks: 'nothing',
  takes: `[--by ${BUYERS_BY.join('|')}] ${TAKES}`,
  does: 'writes who signs up and what accounts pay a year, by bucket, as CSV; buckets add up to the total',
  words: [0, 0],
  options: ['by', ...FILTERS],
  async run({ options }, { open, print }) {
    const by = oneOf(BUYERS_BY, options.by ?? 'role')
    const target = targetOf(options)
    print(buyersCsv(await readBuyers((await open()).db, by, target)))
  },
}

/** `campaigns`: what brought customers and what converted them, as CSV. */
export const campaigns: TerminalCommand = {
  name: 'campaigns',
  asks: 'nothing',
  takes: `[--by ${CAMPAIGNS_BY.join('|')}] ${TAKES}`,
  does: 'writes first and last touch by campaign, channel or landing page, with users, visits, sign-ups, ARR, spend and spend by revenue, as CSV',
  words: [0, 0],
  options: ['by', ...FILTERS],
  async run({ options }, { open, print }) {
    const by = oneOf(CAMPAIGNS_BY, options.by ?? 'campaign')
    const target = targetOf(options)
    const { rows } = await readAttribution((await open()).db, by, target)
    print(campaignsCsv(by, rows))
  },
}

function oneOf<T extends string>(known: readonly T[], typed: string): T {
  const found = known.find((each) => each === typed)
  if (!found)
    throw new UsageError(`--by is ${JSON.stringify(typed)}, and has to be one of ${known.join(', ')}.`)
  return found
}

function targetOf({ industry, role, least }: Typed['options']): Target {
  const list = (text = '') =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
  if (least !== undefined && !/^\d{1,9}$/.test(least))
    throw new UsageError(`--least is ${JSON.stringify(least)}, and has to be a number of employees.`)
  return {
    industries: list(industry),
    roles: list(role),
    least: least === undefined ? undefined : Number(least),
  }
}
