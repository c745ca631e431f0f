import { z } from 'zod'
import { wording } from '#bot/modals/wording.ts'
import { message } from '#bot/slack/message.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { type ClaimChange, isOfClaim } from '#src/board/change.ts'
import { claimFields } from '#src/board/claim-fields.ts'
import { claimsById } from '#src/board/diff.ts'
import { seenOf } from '#src/board/draft.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { readProposal } from '#src/board/store.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { action } from './action.ts'

/** Opens the form of a proposal once more, for its proposer. */
export const editProposal = action({
  name: 'edit-proposal',
  asks: 'edit-proposal',
  value: z.object({ proposal: z.number() }),
  async run(value, { asker }, ctx) {
    const proposal = await readProposal(ctx.db, value.proposal)
    const library = await ctx.readLibrary()
    const [part, ...others] = proposal?.parts ?? []
    if (!proposal || !part) return [{ to: 'asker', message: message(notes.proposalGone()) }]
    if (proposal.proposer.id !== asker.member?.id) {
      await recordRefusal(ctx.db, asker, { action: 'edit', subject: `proposal/${proposal.id}` }, ctx.now())
      return [{ to: 'asker', message: message(notes.onlyTheProposer(proposal)) }]
    }
    if (proposal.outcome.state !== 'open') {
      const closed = notes.alreadyClosed(proposal, library)
      return [{ to: 'asker', message: message(closed) }]
    }
    const entry = library.entries.get(entryKey(part))
    const [change] = part.changes
    if (!entry || !change || !isOfClaim(change) || others.length + part.changes.length > 1)
      return [{ to: 'asker', message: message(notes.tooMuchForAForm()) }]
    const view = formFor(change, proposal, entry, library)
    return view ? [{ to: 'modal', view }] : [{ to: 'asker', message: message(notes.movedOn()) }]
  },
})

function formFor(change: ClaimChange, { id, rationale }: Proposal, entry: Entry, library: Library) {
  const field = claimFields(entry.kind).find((each) => each.field === change.field)
  const now = change.type === 'added' ? undefined : claimsById(entry.body).get(change.before.id)?.claim
  if (!field || (change.type !== 'added' && !now)) return undefined
  const target = change.type === 'added' ? { field: change.field } : { claim: change.before.id }
  const about = { kind: entry.kind, slug: entry.slug, target, seen: now && seenOf(now), proposal: id }
  const initial = change.type === 'removed' ? change.before : change.after
  return wording.open(about, { entry, library, field, now, initial, rationale, moved: false, editing: true })
}
