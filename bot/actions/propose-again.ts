import { z } from 'zod'
import { formFor } from '#bot/modals/claim-form.ts'
import { proposeAgain as again } from '#bot/modals/propose-again.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { isOfClaim, type PartChange } from '#src/board/change.ts'
import { partsToday } from '#src/board/drafts.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { readProposal } from '#src/board/store.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { action } from './action.ts'

/** Opens the form of a proposal that was overtaken, on what its entries say today. */
export const proposeAgain = action({
  name: 'propose-again',
  asks: 'propose',
  value: z.object({ proposal: z.number() }),
  async run(value, { asker }, ctx): Promise<Outgoing[]> {
    const subject = `proposal/${value.proposal}`
    if (!asker.member || asker.outsider) {
      await recordRefusal(ctx.db, asker, { action: 'propose', subject }, ctx.now())
      return [{ to: 'asker', message: message(notes.whoAreYou()) }]
    }
    const before = await readProposal(ctx.db, value.proposal)
    if (!before) return [{ to: 'asker', message: message(notes.proposalGone()) }]
    const library = await ctx.readLibrary()
    const parts = partsToday(before, library.entries)
    if (parts.length === 0) return [{ to: 'asker', message: message(notes.saysSoAlready()) }]
    const form = claimForm(parts, before, library)
    if (form) return [{ to: 'modal', view: form }]
    const titled = parts.map((part) => ({
      ...part,
      title: library.entries.get(entryKey(part))?.title ?? part.slug,
      version: undefined,
    }))
    const facts = { parts: titled, rationale: before.rationale, library }
    return [{ to: 'modal', view: again.open(value, facts) }]
  },
})

/** One claim can be reworded on the way. */
function claimForm([part, ...others]: PartChange[], { id, rationale, evidence }: Proposal, library: Library) {
  const [change, ...more] = part?.changes ?? []
  const entry = part && library.entries.get(entryKey(part))
  if (!entry || !change || !isOfClaim(change) || change.type === 'removed') return undefined
  if (others.length + more.length > 0) return undefined
  return formFor(change, { rationale, evidence, origin: { proposal: id } }, entry, library)
}
