import { z } from 'zod'
import { keptDraft } from '#bot/modals/proposed.ts'
import { message } from '#bot/slack/message.ts'
import { decisionTitle } from '#bot/views/decision-words.ts'
import { groupWords } from '#bot/views/emerging.ts'
import { findingGone, findingWords, onlyOwnerAnswers, RESEGMENTED } from '#bot/views/finding.ts'
import { personName } from '#bot/views/names.ts'
import { entryGone } from '#bot/views/proposal-notes.ts'
import { partOfFinding } from '#src/board/draft-finding.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import { decisionSlug } from '#src/decisions/decision-slug.ts'
import { mayAnswerFinding } from '#src/findings/answer.ts'
import type { Finding } from '#src/findings/finding.ts'
import { findFinding } from '#src/findings/store.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { action } from './action.ts'

/** Keeps the change that follows from a finding as a draft of its owner, who sends it or throws it away. */
export const draftFinding = action({
  name: 'draft-finding',
  asks: 'propose',
  value: z.object({ finding: z.string(), key: z.string() }),
  async run({ finding: id, key }, { asker }, ctx) {
    const finding = await findFinding(ctx.db, id)
    if (!finding || finding.overAt) return [{ to: 'asker', message: message(findingGone()) }]
    const library = await ctx.readLibrary()
    const { member } = asker
    if (!member || asker.outsider || !mayAnswerFinding(member.handle, finding, library)) {
      await recordRefusal(ctx.db, asker, { action: 'draft', subject: `finding/${id}` }, ctx.now())
      const owner = personName(library, finding.reader) ?? 'Its owner'
      return [{ to: 'asker', message: message(onlyOwnerAnswers(owner)) }]
    }
    const drafted = draftOf(finding, library, ctx)
    if (!drafted) return [{ to: 'asker', message: message(entryGone()) }]
    const source = `finding/${id}/${member.handle}`
    return await keptDraft({ ...drafted, source, proposer: member, origin: { finding: id, key } }, ctx)
  },
})

function draftOf({ facts, persona: slug }: Finding, library: Library, ctx: Context) {
  const persona = findEntry(library, 'persona', slug)
  if (!persona) return undefined
  const rationale = findingWords(facts, library).join(' ')
  const part = partOfFinding(facts, persona, {
    rationale,
    titleOf: (body) => decisionTitle(body, library),
    slugOf: (decided) => decisionSlug(decided, ctx.now(), library),
    resegmented: RESEGMENTED,
    group: groupWords(facts, library),
  })
  return part && { parts: [part], rationale }
}
