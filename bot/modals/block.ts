import { z } from 'zod'
import { voted } from '#bot/actions/voted.ts'
import { message } from '#bot/slack/message.ts'
import { blocked, blockForm, SAY_WHY_BLOCK } from '#bot/views/block.ts'
import { castVote } from '#src/board/cast-vote.ts'
import { answerersOf } from '#src/board/seats.ts'
import { statement } from '#src/knowledge/claim.ts'
import { modal } from './modal.ts'
import { stillOpen } from './still-open.ts'

/** A block, with its reason. */
export const block = modal({
  name: 'block',
  asks: 'vote',
  about: z.object({ proposal: z.number(), revision: z.number() }),
  values: z.object({ reason: z.string(SAY_WHY_BLOCK).trim().min(1, SAY_WHY_BLOCK).pipe(statement) }),
  form: blockForm,
  check: async ({ about }, _pressed, ctx) => await stillOpen(about, 'reason', ctx),
  async run({ about, values: { reason } }, pressed, ctx) {
    const memberId = pressed.asker.member?.id
    const ballot = { ...about, memberId, choice: 'block' as const, reason, at: pressed.at }
    const outcome = await castVote(ctx.db, ballot, ctx.now())
    const outgoing = await voted(outcome, pressed, ctx)
    if (outcome.outcome !== 'counted') return outgoing
    const library = await ctx.readLibrary()
    const answerers = answerersOf([...library.members.values()], memberId ?? '')
    return [...outgoing, { to: 'asker', message: message(blocked(outcome.proposal, library, answerers)) }]
  },
})
