import { buyersView, campaignsView } from '#bot/views/buyers.ts'
import { readAttribution } from '#src/campaigns/attribution.ts'
import { readBuyers, readBuyerWords } from '#src/campaigns/buyers.ts'
import { BUYERS_BY, type BuyersBy, type Target } from '#src/campaigns/target-buyers.ts'
import type { Context } from '#src/context.ts'
import type { Command } from './command.ts'

/** `/persona buyers by industry operations 20+`: who signs up and who pays, of the target buyers that the words name. */
export const buyers: Command = {
  name: 'buyers',
  does: 'who signs up, and who pays how much',
  examples: ['buyers', 'buyers by industry 20+'],
  verbs: ['buyers', 'buyer'],
  takesText: true,
  run: ({ rest }) => ({
    found: 'records',
    next: [{ text: 'Campaigns', ask: 'campaigns' }],
    read: async (ctx) => {
      const target = await targetIn(rest, ctx)
      const said = { library: await ctx.readLibrary(), currency: ctx.currency, target }
      return buyersView(await readBuyers(ctx.db, byIn(rest), target), said)
    },
  }),
}

/** `/persona campaigns 20+`: what brought them, and what converted them. */
export const campaigns: Command = {
  name: 'campaigns',
  does: 'what brought them, and what it cost',
  examples: ['campaigns', 'campaigns 20+'],
  verbs: ['campaigns', 'campaign'],
  takesText: true,
  run: ({ rest }) => ({
    found: 'records',
    next: [{ text: 'Buyers', ask: 'buyers' }],
    read: async (ctx) => {
      const target = await targetIn(rest, ctx)
      const [all, pages, channels] = await Promise.all([
        readAttribution(ctx.db, 'campaign', target),
        readAttribution(ctx.db, 'page', target),
        readAttribution(ctx.db, 'channel', target),
      ])
      const said = { library: await ctx.readLibrary(), currency: ctx.currency, target }
      return campaignsView(all, pages.rows, channels.rows, said)
    },
  }),
}

const byIn = (text: string): BuyersBy =>
  BUYERS_BY.find((by) => new RegExp(`\\bby ${by}\\b`, 'i').test(text)) ?? 'role'

/** Industries and roles by their whole name, a size as 20+. */
async function targetIn(text: string, { db }: Context): Promise<Target> {
  const { industries, roles } = await readBuyerWords(db)
  const words = text.toLowerCase().replace(/\bby (role and size|role|industry|size|persona)\b/, '')
  const named = (all: string[]) => all.filter((each) => words.includes(each.toLowerCase()))
  const least = /\b(\d{1,7})\s*\+/.exec(words)?.[1]
  return {
    industries: named(industries),
    roles: named(roles),
    least: least === undefined ? undefined : Number(least),
  }
}
