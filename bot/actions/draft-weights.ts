import { z } from 'zod'
import { keptDraft } from '#bot/modals/proposed.ts'
import { message } from '#bot/slack/message.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { recalibrationGone, recalibrationReason } from '#bot/views/recalibration.ts'
import { changedEntry } from '#src/board/parts.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { findRun } from '#src/runs/log.ts'
import { type Recalibration, recalibration } from '#src/scorecards/recalibration.ts'
import { action } from './action.ts'

/** Keeps the weights that a recalibration came to as a draft, with what would have changed, to be sent or thrown away. */
export const draftWeights = action({
  name: 'draft-weights',
  asks: 'propose',
  value: z.object({ run: z.string(), scorecard: z.string() }),
  async run({ run, scorecard: slug }, { asker }, ctx) {
    const { member } = asker
    if (!member || asker.outsider) return [{ to: 'asker', message: message(whoAreYou()) }]
    const library = await ctx.readLibrary()
    const told = facts.safeParse((await findRun(ctx.db, run))?.facts).data
    const found = told?.found.find((each) => each.scorecard === slug)
    const scorecard = findEntry(library, 'scorecard', slug)
    if (!found || scorecard?.status !== 'active' || scorecard.version !== found.version)
      return [{ to: 'asker', message: message(recalibrationGone()) }]
    const wanted = {
      source: `${run}/${slug}/${member.handle}`,
      proposer: { id: member.id, handle: member.handle },
      parts: [changedEntry(scorecard, withWeights(scorecard, found))],
      rationale: recalibrationReason(found, library),
    }
    return await keptDraft(wanted, ctx)
  },
})

const facts = z.object({ found: z.array(recalibration) })

/** The same scorecard with one more set of weights: those before stay for the months before. */
function withWeights(scorecard: Entry<'scorecard'>, { from, after }: Recalibration) {
  const { title, status, owner, verifier, deputies, verifyEvery, body } = scorecard
  const weights = [...body.weights.filter((each) => each.from !== from), { from, kpis: after }]
  return { title, status, owner, verifier, deputies, verifyEvery, body: { ...body, weights } }
}
