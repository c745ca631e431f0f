import { z } from 'zod'
import { buyersFilter as form } from '#bot/modals/buyers-filter.ts'
import { message } from '#bot/slack/message.ts'
import { onlyCustomerFacing } from '#bot/views/sentences.ts'
import { readBuyerWords } from '#src/campaigns/buyers.ts'
import { action } from './action.ts'

const target = z.object({
  industries: z.array(z.string()),
  roles: z.array(z.string()),
  least: z.number().optional(),
})

/** Opens the form in which one chooses whom the numbers are about. */
export const buyersFilter = action({
  name: 'buyers-filter',
  asks: 'nothing',
  value: z.object({ asked: z.string(), target }),
  async run({ asked, target: { least, ...chosen } }, { asker }, ctx) {
    if (asker.outsider) return [{ to: 'asker', message: message(onlyCustomerFacing()) }]
    const words = await readBuyerWords(ctx.db)
    return [{ to: 'modal', view: form.open({ asked }, { target: { ...chosen, least }, ...words }) }]
  },
})
