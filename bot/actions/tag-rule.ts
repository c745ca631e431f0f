import { z } from 'zod'
import { bringBeforeBoard } from '#bot/modals/proposed.ts'
import { openTagRule, tagRuleDraft } from '#bot/modals/tag-rule.ts'
import { message } from '#bot/slack/message.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { tagRuleTrial } from '#bot/views/tag-rule-trial.ts'
import { slugFor } from '#src/board/entry-fields.ts'
import { changedEntry, newEntry } from '#src/board/parts.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { tryRule } from '#src/tags/try-rule.ts'
import { fitsNearlyAll } from '#src/tags/wide.ts'
import { action } from './action.ts'

/** Opens the form of a tag rule: a new one, one that is there, or one that was tried. */
export const tagRuleForm = action({
  name: 'tag-rule-form',
  asks: 'nothing',
  value: z.object({ slug: z.string().optional(), rule: tagRuleDraft.optional() }),
  async run({ slug, rule }, _pressed, ctx) {
    const there = slug === undefined ? undefined : findEntry(await ctx.readLibrary(), 'tag-rule', slug)
    return [{ to: 'modal', view: await openTagRule(rule ?? (there ? draftOf(there) : {}), ctx) }]
  },
})

const draftOf = ({ slug, title, body }: Entry<'tag-rule'>) => ({
  ...{ slug, title, priority: body.priority },
  ...(body.persona !== undefined && { persona: body.persona }),
  ...(body.tags !== undefined && { tags: body.tags }),
  ...(body.when !== undefined && { when: body.when }),
})

/** Brings a rule that was tried before whoever decides; one that fits nearly everybody only where that is meant. */
export const proposeTagRule = action({
  name: 'propose-tag-rule',
  asks: 'propose',
  value: tagRuleDraft.extend({ confirmed: z.boolean().optional() }),
  async run({ confirmed, ...draft }, pressed, ctx) {
    const { member } = pressed.asker
    if (!member) return [{ to: 'asker', message: message(whoAreYou()) }]
    const library = await ctx.readLibrary()
    const there = draft.slug === undefined ? undefined : findEntry(library, 'tag-rule', draft.slug)
    if (!confirmed) {
      const tried = { ...ruleOf(draft, there), slug: draft.slug ?? '' }
      const trial = await tryRule(tried, ctx)
      if (fitsNearlyAll(trial))
        return [{ to: 'asker', message: message(tagRuleTrial(trial, draft, library)) }]
    }
    const wanted = {
      ...{ source: pressed.request, proposer: member, rationale: draft.why, evidence: [] },
      parts: [partOf({ ...draft, wide: confirmed ?? false }, there, library, member.handle)],
    }
    return await bringBeforeBoard(wanted, [draft.title, draft.when, draft.why], pressed, ctx)
  },
})

type Draft = z.output<typeof tagRuleDraft>

/** What the form asks for; what it doesn't stays as it is. */
const ruleOf = ({ persona, when, priority, tags }: Draft, there: Entry<'tag-rule'> | undefined) => ({
  ...{ method: 'rule' as const, confidence: 0.7 },
  ...(there && { method: there.body.method, confidence: there.body.confidence }),
  ...{ persona, when, priority, reads: undefined },
  ...(tags !== undefined && { tags }),
})

function partOf(
  draft: Draft & { wide: boolean },
  there: Entry<'tag-rule'> | undefined,
  library: Library,
  owner: string,
) {
  const { reads: _, ...rule } = ruleOf(draft, there)
  const why = there?.body.why ?? []
  const claim = { id: `w${why.length + 1}`, text: draft.why, cites: [], audience: 'internal' as const }
  const said = why.some(({ text }) => text === draft.why)
  const body = { ...rule, ...(draft.wide && { wide: true }), why: said ? why : [...why, claim] }
  if (there) {
    const { owner: its, verifier, deputies, verifyEvery, status } = there
    const frame = { status, deputies, verifyEvery, ...(its && { owner: its }), ...(verifier && { verifier }) }
    return changedEntry(there, { ...frame, title: draft.title, body })
  }
  const isTaken = (slug: string) => library.entries.has(`tag-rule/${slug}`)
  const slug = slugFor(draft.title, 'tag-rule', isTaken)
  const frame = { title: draft.title, status: 'active' as const, owner, deputies: [], verifyEvery: 'P180D' }
  return newEntry({ kind: 'tag-rule', slug, content: { ...frame, body } })
}
