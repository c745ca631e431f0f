import { z } from 'zod'
import { chooseClaim, from } from '#bot/modals/choose-claim.ts'
import { message } from '#bot/slack/message.ts'
import { entryGone, noBoardChannel, whoAreYou } from '#bot/views/proposal-notes.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { KIND_NAMES } from '#src/knowledge/kinds.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { action } from './action.ts'

/** Opens the form of a proposal for the entry of an answer. */
export const propose = action({
  name: 'propose',
  asks: 'propose',
  value: z.object({ kind: z.enum(KIND_NAMES), slug: z.string(), version: z.number(), from: from.optional() }),
  async run({ kind, slug, version, from }, { asker, office }, ctx) {
    if (!asker.member || asker.outsider) {
      await recordRefusal(ctx.db, asker, { action: 'propose', subject: `${kind}/${slug}` }, ctx.now())
      return [{ to: 'asker', message: message(whoAreYou()) }]
    }
    if (!(await office.boardChannel())) return [{ to: 'asker', message: message(noBoardChannel()) }]
    const library = await ctx.readLibrary()
    const entry = findEntry(library, kind, slug)
    if (!entry) return [{ to: 'asker', message: message(entryGone()) }]
    const facts = { entry, library, changed: entry.version !== version }
    return [{ to: 'modal', view: chooseClaim.open({ kind, slug, from }, facts) }]
  },
})
