import { z } from 'zod'
import { disputable, disputed } from '#bot/disputable.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import * as words from '#bot/views/dispute.ts'
import { whoAreYou, youWrote } from '#bot/views/proposal-notes.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import { type Dispute, disputeKey, maySettle } from '#src/disputes/dispute.ts'
import { raiseDispute, readDispute, settleDispute as settle } from '#src/disputes/store.ts'
import { statement } from '#src/knowledge/claim.ts'
import { findPost } from '#src/posts/store.ts'
import { modal, type Verdict } from './modal.ts'

/** Somebody says why a number or a finding can't be so: it stays with it, and the board has it before it. */
export const dispute = modal({
  name: 'dispute',
  asks: 'dispute',
  about: disputable,
  values: z.object({ text: z.string(words.SAY_WHY).trim().min(1, words.SAY_WHY).pipe(statement) }),
  form: words.disputeForm,
  check: (): Promise<Verdict> => Promise.resolve({ verdict: 'take' }),
  async run({ about, values: { text } }, { asker, request, at, office }, ctx) {
    const found = await disputed(about, ctx)
    if (!asker.member || asker.outsider || !found) {
      const why = found ? whoAreYou() : words.nothingToDispute()
      return [{ to: 'asker', message: message([...why, ...youWrote([text])]) }]
    }
    const { handle, function: team } = asker.member
    const raised = await raiseDispute(
      ctx.db,
      { ...found, source: request, text, function: team, raisedBy: handle },
      (await ctx.readLibrary()).members,
      at,
    )
    return [
      ...(await noteOf(raised, ctx, await office.boardChannel())),
      { to: 'asker', message: message(words.disputeRaised(raised, await ctx.readLibrary())) },
    ]
  },
})

/** The board says what it found; whoever disputed it hears of it. */
export const settleDispute = modal({
  name: 'settle-dispute',
  asks: 'settle-dispute',
  about: z.object({ dispute: z.uuid() }),
  values: z.object({ words: z.string(words.SAY_FOUND).trim().min(1, words.SAY_FOUND).pipe(statement) }),
  form: words.settleDisputeForm,
  async check({ about }, { asker }, ctx): Promise<Verdict> {
    const { members } = await ctx.readLibrary()
    if (!asker.outsider && maySettle(members.get(asker.member?.handle ?? ''))) return { verdict: 'take' }
    await recordRefusal(
      ctx.db,
      asker,
      { action: 'settle', subject: disputeKey({ id: about.dispute }) },
      ctx.now(),
    )
    return { verdict: 'mend', errors: { words: plainText(words.onlyBoardSettles()) } }
  },
  async run({ about, values }, { asker, at, office }, ctx) {
    const found = await readDispute(ctx.db, about.dispute)
    const library = await ctx.readLibrary()
    const by = asker.outsider ? undefined : asker.member?.handle
    if (!found || by === undefined || !maySettle(library.members.get(by))) {
      const why = found ? words.onlyBoardSettles() : words.nothingToDispute()
      return [{ to: 'asker', message: message([...why, ...youWrote([values.words])]) }]
    }
    const won = await settle(ctx.db, found, { words: values.words, by }, library.members, at)
    const now = (await readDispute(ctx.db, found.id)) ?? found
    if (!won && now.settled?.by !== by)
      return [
        {
          to: 'asker',
          message: message([...words.settledMeanwhile(now, library), ...youWrote([values.words])]),
        },
      ]
    const note = message(words.disputeNote(now, library, ctx.zone))
    return [
      ...(await noteOf(now, ctx, await office.boardChannel())),
      { to: 'member', handle: now.raisedBy, key: `${disputeKey(now)}/outcome`, message: note },
      { to: 'asker', message: message(words.disputeSettled()) },
    ]
  },
})

/** Its note: in the thread of the review that says the number; of a finding in the board's channel. */
async function noteOf(raised: Dispute, ctx: Context, board: string | undefined): Promise<Outgoing[]> {
  const review = await findPost(ctx.db, raised.subject)
  const channelId = review?.channel ?? board
  if (channelId === undefined) return []
  const note = message(words.disputeNote(raised, await ctx.readLibrary(), ctx.zone))
  const place = review ? { threadOf: raised.subject } : {}
  return [{ to: 'channel', key: disputeKey(raised), channelId, message: note, ...place }]
}
