import { z } from 'zod'
import { disputable, disputed } from '#bot/disputable.ts'
import { dispute as disputeModal, settleDispute as settleModal } from '#bot/modals/dispute.ts'
import { message } from '#bot/slack/message.ts'
import * as words from '#bot/views/dispute.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { disputeKey, maySettle } from '#src/disputes/dispute.ts'
import { readDispute } from '#src/disputes/store.ts'
import { action } from './action.ts'

/** Opens the form in which somebody says why a number or a finding can't be so. */
export const dispute = action({
  name: 'dispute',
  asks: 'dispute',
  value: disputable,
  async run(value, { asker }, ctx) {
    if (!asker.member || asker.outsider) {
      await recordRefusal(ctx.db, asker, { action: 'dispute', subject: value.of }, ctx.now())
      return [{ to: 'asker', message: message(whoAreYou()) }]
    }
    const found = await disputed(value, ctx)
    if (!found) return [{ to: 'asker', message: message(words.nothingToDispute()) }]
    return [{ to: 'modal', view: disputeModal.open(value, { ...found, library: await ctx.readLibrary() }) }]
  },
})

/** Opens the form in which the board says what it found. */
export const settleDispute = action({
  name: 'settle-dispute',
  asks: 'settle-dispute',
  value: z.object({ dispute: z.uuid() }),
  async run({ dispute: id }, { asker }, ctx) {
    const found = await readDispute(ctx.db, id)
    if (!found) return [{ to: 'asker', message: message(words.nothingToDispute()) }]
    const library = await ctx.readLibrary()
    if (asker.outsider || !maySettle(library.members.get(asker.member?.handle ?? ''))) {
      await recordRefusal(ctx.db, asker, { action: 'settle', subject: disputeKey(found) }, ctx.now())
      return [{ to: 'asker', message: message(words.onlyBoardSettles()) }]
    }
    if (found.settled) return [{ to: 'asker', message: message(words.settledMeanwhile(found, library)) }]
    return [{ to: 'modal', view: settleModal.open({ dispute: id }, { dispute: found, library }) }]
  },
})
