import { CAMPAIGNS_BY, readAttribution } from '#src/campaigns/attribution.ts'
import { readBuyers } from '#src/campaigns/buyers.ts'
import { buyersCsv, campaignsCsv } from '#src/campaigns/csv.ts'
import { buyersColumns, CAMPAIGN_COLUMNS, withoutCost } from '#src/campaigns/seen.ts'
import { BUYERS_BY, type Target } from '#src/campaigns/target-buyers.ts'
import type { Context } from '#src/context.ts'
import { type Hidden, hiddenFrom, viewerOf } from '#src/dictionary/sight.ts'
import { UsageError, UserError } from '#src/errors.ts'
import type { TerminalCommand, Typed } from './command.ts'

const FILTERS = ['industry', 'role', 'least'] as const
const TAKES = '[--industry A,B] [--role A,B] [--least EMPLOYEES]'

/** `buyers`: who signs up and who pays, as CSV. */
export const buyers: TerminalCommand = {
  name: 'buyers',
  asks: 'nothing',
  takes: `[--by ${BUYERS_BY.join('|')}] ${TAKES} [--as HANDLE]`,
  does: 'writes who signs up and what accounts pay a year, by bucket, as CSV; buckets add up to the total',
  words: [0, 0],
  options: ['by', ...FILTERS, 'as'],
  async run({ options }, { open, print }) {
    const by = oneOf(BUYERS_BY, options.by ?? 'role')
    const target = targetOf(options)
    const ctx = await open()
    refuseHidden(buyersColumns(by), await hiddenFor(options.as, ctx))
    print(buyersCsv(await readBuyers(ctx.db, by, target)))
  },
}

/** `campaigns`: what brought customers and what converted them, as CSV. */
export const campaigns: TerminalCommand = {
  name: 'campaigns',
  asks: 'nothing',
  takes: `[--by ${CAMPAIGNS_BY.join('|')}] ${TAKES} [--as HANDLE]`,
  does: 'writes first and last touch by campaign, channel or landing page, with users, visits, sign-ups, ARR, spend and spend by revenue, as CSV',
  words: [0, 0],
  options: ['by', ...FILTERS, 'as'],
  async run({ options }, { open, print }) {
    const by = oneOf(CAMPAIGNS_BY, options.by ?? 'campaign')
    const target = targetOf(options)
    const ctx = await open()
    const hidden = await hiddenFor(options.as, ctx)
    refuseHidden(CAMPAIGN_COLUMNS, hidden)
    const { rows } = await readAttribution(ctx.db, by, target)
    const [seen] = withoutCost(rows, hidden)
    print(campaignsCsv(by, seen))
  },
}

/** What the data dictionary keeps from whoever asks; the operator sees everything. */
async function hiddenFor(as: string | undefined, ctx: Context): Promise<Hidden> {
  const library = await ctx.readLibrary()
  return hiddenFrom(viewerOf(as ?? 'operator', library), library)
}

function refuseHidden(fields: string[], hidden: Hidden): void {
  const [kept] = fields.flatMap((field) => hidden.get(field) ?? [])
  if (kept)
    throw new UserError(
      `${kept.title} is seen by ${kept.seenBy.join(', ')} alone, as the data dictionary says: nothing was written.`,
    )
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
