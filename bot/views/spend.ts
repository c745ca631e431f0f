import { type Block, listed, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import { type Allotted, type allot, LEAST_ALLOTTED } from '#src/campaigns/spend.ts'
import type { Target } from '#src/campaigns/target-buyers.ts'
import { choices } from './buyers.ts'
import { largeMoney, roughly } from './numbers.ts'
import { oneScreen } from './one-screen.ts'
import { counted, firstFew } from './reading.ts'
import { ofTarget } from './target-words.ts'

type Saying = { currency: string; target: Target }

/** What each campaign costs beside what it would if spend followed what it brings. */
export function spendView({ rows, moved, accounts }: ReturnType<typeof allot>, saying: Saying): Block[] {
  const { currency, target } = saying
  if (rows.length === 0) return [say(line(...tooLittle(accounts, target)))]
  const all = rows.reduce((sum, { spend }) => sum + spend, 0)
  return oneScreen([8, 6, 4], (few) => [
    say(
      line(
        bold(
          `By revenue ${largeMoney(moved, currency)} of ${largeMoney(all, currency)} (${roughly(moved / all)}) would be spent elsewhere`,
        ),
        `${ofTarget(target)}.`,
      ),
      ...listed(
        'By revenue · now',
        firstFew(rows, few, (row) => allottedSpans(row, currency)),
      ),
    ),
    small(
      `All that is on record as spent, allotted by what ${counted(accounts, 'paying account')} pay a year: half by first touch, half by last. What a campaign brought isn’t what more of it would bring.`,
    ),
    choices('campaigns', 'campaigns by campaign', target),
  ])
}

const tooLittle = (accounts: number, target: Target): Span[] =>
  accounts < LEAST_ALLOTTED
    ? [
        bold(`Insufficient data (n = ${accounts}).`),
        ` Below ${LEAST_ALLOTTED} paying accounts that a campaign brought${ofTarget(target)}, an allotment would be chance.`,
      ]
    : [bold('Nothing is known of what campaigns cost.'), ' The table spend holds it, by campaign and month.']

function allottedSpans({ name, spend, revenue, accounts, byRevenue }: Allotted, currency: string): Span[] {
  const sign = byRevenue > spend ? '▲' : byRevenue < spend ? '▼' : '='
  return [
    bold(clip(name, 60)),
    `: ${sign} ${largeMoney(byRevenue, currency)} · ${largeMoney(spend, currency)}; brings ${largeMoney(revenue, currency)} a year (${counted(accounts, 'account')})`,
  ]
}
