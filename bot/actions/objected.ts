import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import * as words from '#bot/views/block.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import type { ObjectOutcome } from '#src/board/object.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import type { Pressed } from './action.ts'

/** What follows from an objection: the card, and a word to whoever objects. */
export async function objected(
  outcome: ObjectOutcome | undefined,
  { asker }: Pressed,
  ctx: Context,
): Promise<Outgoing[]> {
  if (!outcome) return [{ to: 'asker', message: message(notes.proposalGone()) }]
  const { proposal } = outcome
  const library = await ctx.readLibrary()
  const card: Outgoing = { to: 'proposal', proposal: proposal.id }
  const said = (blocks: ReturnType<typeof words.nothingToObject>): Outgoing => ({
    to: 'asker',
    message: message(blocks),
  })
  switch (outcome.outcome) {
    case 'brought':
      return [card, said(words.objected(proposal, library))]
    case 'closed':
      return [card, said(notes.alreadyClosed(proposal, library))]
    case 'outdated':
      return [card, said(notes.textChanged(proposal))]
    case 'nothing to object to':
      return [card, said(words.nothingToObject())]
    case 'own':
      return [said(words.yoursToDecide())]
    case 'no right':
      await recordRefusal(ctx.db, asker, { action: 'object', subject: `proposal/${proposal.id}` }, ctx.now())
      return [said(words.onlyTheBoardObjects(proposal))]
  }
}
