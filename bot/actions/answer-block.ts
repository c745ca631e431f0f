import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import * as words from '#bot/views/block.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { answerBlock } from '#src/board/answer-block.ts'
import type { Answer } from '#src/board/proposal.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import { action, type Pressed } from './action.ts'

const value = z.object({ proposal: z.number(), revision: z.number(), blocker: z.string() })

/** The sponsor lifts a block: it counts as a vote against. */
export const liftBlock = action({
  name: 'lift-block',
  asks: 'answer-block',
  value,
  run: async (about, pressed, ctx) => await answered(about, 'lifted', pressed, ctx),
})

/** The sponsor upholds a block: the proposal is rejected. */
export const upholdBlock = action({
  name: 'uphold-block',
  asks: 'answer-block',
  value,
  run: async (about, pressed, ctx) => await answered(about, 'upheld', pressed, ctx),
})

async function answered(
  about: z.output<typeof value>,
  answer: Answer,
  { asker, at }: Pressed,
  ctx: Context,
): Promise<Outgoing[]> {
  const memberId = asker.outsider ? undefined : asker.member?.id
  const outcome = await answerBlock(ctx.db, { ...about, memberId, answer, at }, ctx.now())
  if (!outcome) return [{ to: 'asker', message: message(notes.proposalGone()) }]
  const { proposal } = outcome
  const library = await ctx.readLibrary()
  const card: Outgoing = { to: 'proposal', proposal: proposal.id }
  switch (outcome.outcome) {
    case 'answered':
      return [card]
    case 'closed':
      return [card, { to: 'asker', message: message(notes.alreadyClosed(proposal, library)) }]
    case 'gone':
      return [card, { to: 'asker', message: message(words.blockGone(proposal, library)) }]
    case 'no right': {
      const wanted = { action: `block ${answer}`, subject: `proposal/${proposal.id}` }
      await recordRefusal(ctx.db, asker, wanted, ctx.now())
      return [{ to: 'asker', message: message(words.onlyTheSponsor(library)) }]
    }
  }
}
