import { z } from 'zod'
import { buyersByIn } from '#bot/commands/buyers.ts'
import { campaignsByIn } from '#bot/commands/campaigns.ts'
import { hiddenIn } from '#bot/commands/hidden-from.ts'
import { message } from '#bot/slack/message.ts'
import { keptFrom } from '#bot/views/left-out.ts'
import { onlyCustomerFacing } from '#bot/views/sentences.ts'
import { fileSent } from '#bot/views/workshop.ts'
import { readAttribution } from '#src/campaigns/attribution.ts'
import { readBuyers } from '#src/campaigns/buyers.ts'
import { buyersCsv, campaignsCsv } from '#src/campaigns/csv.ts'
import { buyersColumns, CAMPAIGN_COLUMNS, withoutCost } from '#src/campaigns/seen.ts'
import { targetInWords } from '#src/campaigns/target-in-words.ts'
import { action } from './action.ts'

/** All rows of buyers or campaigns as a file, into the direct messages of whoever wants it. */
export const buyersCsvButton = action({
  name: 'buyers-csv',
  asks: 'nothing',
  value: z.object({ text: z.string() }),
  async run({ text }, { asker, origin, request }, { db, readLibrary }) {
    if (asker.outsider) return [{ to: 'asker', message: message(onlyCustomerFacing()) }]
    const target = await targetInWords(text, db)
    const isBuyers = text.startsWith('buyers')
    const hidden = hiddenIn({ asker }, await readLibrary())
    const kept = keptFrom(isBuyers ? buyersColumns(buyersByIn(text)) : CAMPAIGN_COLUMNS, hidden)
    if (kept) return [{ to: 'asker', message: message(kept) }]
    const by = isBuyers ? buyersByIn(text) : campaignsByIn(text)
    const csv = isBuyers
      ? buyersCsv(await readBuyers(db, buyersByIn(text), target))
      : campaignsCsv(
          by,
          withoutCost((await readAttribution(db, campaignsByIn(text), target)).rows, hidden)[0],
        )
    const title = `${isBuyers ? 'buyers' : 'campaigns'}-by-${by.replaceAll(' ', '-')}`
    return [
      {
        ...{ to: 'file', userId: asker.userId, key: `file/${request}`, name: `${title}.csv`, title },
        text: `${csv}\n`,
      },
      ...(origin.direct ? [] : [{ to: 'asker' as const, message: message(fileSent()) }]),
    ]
  },
})
