import { campaignsView } from '#bot/views/campaigns.ts'
import { label } from '#bot/views/labels.ts'
import { keptFrom, leftOutLine } from '#bot/views/left-out.ts'
import { spendView } from '#bot/views/spend.ts'
import { CAMPAIGNS_BY, type CampaignsBy, readAttribution } from '#src/campaigns/attribution.ts'
import { CAMPAIGN_COLUMNS, COST, withoutCost } from '#src/campaigns/seen.ts'
import { allot } from '#src/campaigns/spend.ts'
import { targetInWords } from '#src/campaigns/target-in-words.ts'
import type { Command } from './command.ts'
import { hiddenIn } from './hidden-from.ts'

/**
 * `/persona campaigns by page 20+`: what brought target buyers, and what converted them; `campaigns spend`: what each
 * would cost if spend followed revenue.
 */
export const campaigns: Command = {
  name: 'campaigns',
  does: 'what brought them, and what it cost',
  examples: ['campaigns', 'campaigns 20+', 'campaigns spend'],
  verbs: ['campaigns', 'campaign'],
  takesText: true,
  run: ({ rest }, asking) => ({
    found: 'records',
    next: [{ text: label.buyers, ask: 'buyers' }],
    read: async (ctx) => {
      const hidden = hiddenIn(asking, await ctx.readLibrary())
      const spends = /\bspend\b/i.test(rest)
      const kept = keptFrom([...CAMPAIGN_COLUMNS, ...(spends ? [COST] : [])], hidden)
      if (kept) return kept
      const target = await targetInWords(rest, ctx.db)
      const saying = { currency: ctx.currency, target }
      const read = (by: CampaignsBy) => readAttribution(ctx.db, by, target)
      if (spends) return spendView(allot((await read('campaign')).rows), saying)
      const by = campaignsByIn(rest)
      const [all, pages, channels] = [await read(by), await read('page'), await read('channel')]
      const [rows, leftOut] = withoutCost(all.rows, hidden)
      const best = { pages: pages.rows, channels: channels.rows }
      return [...campaignsView(by, { ...all, rows }, best, saying), ...leftOutLine(leftOut)]
    },
  }),
}

export const campaignsByIn = (text: string): CampaignsBy =>
  CAMPAIGNS_BY.find((by) => new RegExp(`\\bby ${by}\\b`, 'i').test(text)) ?? 'campaign'
