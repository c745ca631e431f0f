import { message } from '#bot/slack/message.ts'
import { nothingToDispute } from '#bot/views/dispute.ts'
import { howToRead, readValue } from '#bot/views/how-to-read.ts'
import { onlyCustomerFacing } from '#bot/views/sentences.ts'
import { disputesOf } from '#src/disputes/store.ts'
import { readNumber } from '#src/kpis/readable.ts'
import { action } from './action.ts'

/** How to read a number of a review: for whoever is to act on it. */
export const readKpi = action({
  name: 'read-kpi',
  asks: 'nothing',
  value: readValue,
  async run(value, { asker }, ctx) {
    if (asker.outsider) return [{ to: 'asker', message: message(onlyCustomerFacing()) }]
    const number = await readNumber(ctx.db, value)
    if (!number) return [{ to: 'asker', message: message(nothingToDispute()) }]
    const { review: subject, persona, kpi: about } = value
    const disputes = await disputesOf(ctx.db, { subject, persona, about })
    const library = await ctx.readLibrary()
    return [
      { to: 'asker', message: message(howToRead(number, disputes, { library, currency: ctx.currency })) },
    ]
  },
})
