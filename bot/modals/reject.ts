import { z } from 'zod'
import { voted } from '#bot/actions/voted.ts'
import { SAY_WHY_NOT } from '#bot/views/proposal-notes.ts'
import { rejectForm } from '#bot/views/vote-form.ts'
import { castVote } from '#src/board/cast-vote.ts'
import { statement } from '#src/knowledge/claim.ts'
import { modal } from './modal.ts'
import { stillOpen } from './still-open.ts'

/** A vote against, with its reason. */
export const reject = modal({
  name: 'reject',
  asks: 'vote',
  about: z.object({ proposal: z.number(), revision: z.number() }),
  values: z.object({ reason: z.string().trim().min(1, SAY_WHY_NOT).pipe(statement) }),
  form: rejectForm,
  check: async ({ about }, _pressed, ctx) => await stillOpen(about, 'reason', ctx),
  async run({ about, values }, pressed, ctx) {
    const ballot = {
      ...about,
      memberId: pressed.asker.member?.id,
      choice: 'reject' as const,
      reason: values.reason,
      at: pressed.at,
    }
    return await voted(await castVote(ctx.db, ballot, ctx.now()), pressed, ctx)
  },
})
