import { buyersView, valuesView } from '#bot/views/buyers.ts'
import { label } from '#bot/views/labels.ts'
import { keptFrom } from '#bot/views/left-out.ts'
import { readBuyers } from '#src/campaigns/buyers.ts'
import { readDistributions } from '#src/campaigns/distribution.ts'
import { buyersColumns } from '#src/campaigns/seen.ts'
import { BUYERS_BY, type BuyersBy } from '#src/campaigns/target-buyers.ts'
import { targetInWords } from '#src/campaigns/target-in-words.ts'
import type { Command } from './command.ts'
import { hiddenIn } from './hidden-from.ts'

const MOST_VALUES = 6

/**
 * `/persona buyers by industry operations 20+`: who signs up and who pays, of the target buyers that the words name;
 * `buyers values`: what there is to group by.
 */
export const buyers: Command = {
  name: 'buyers',
  does: 'who signs up, and who pays how much',
  examples: ['buyers', 'buyers by industry 20+'],
  verbs: ['buyers', 'buyer'],
  takesText: true,
  run: ({ rest }, asking) => ({
    found: 'records',
    next: [{ text: label.campaigns, ask: 'campaigns' }],
    read: async (ctx) => {
      const library = await ctx.readLibrary()
      const by = buyersByIn(rest)
      const kept = keptFrom(buyersColumns(by), hiddenIn(asking, library))
      if (kept) return kept
      if (/^\s*values\s*$/i.test(rest)) return valuesView(await readDistributions(ctx.db, MOST_VALUES))
      const target = await targetInWords(rest, ctx.db)
      const said = { library, currency: ctx.currency, target }
      return buyersView(await readBuyers(ctx.db, by, target), said)
    },
  }),
}

/** By what words group buyers: the longest way that they name. */
export const buyersByIn = (text: string): BuyersBy =>
  BUYERS_BY.toSorted((a, b) => b.length - a.length).find((by) =>
    new RegExp(`\\bby ${by}\\b`, 'i').test(text),
  ) ?? 'role'
