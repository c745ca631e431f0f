import { z } from 'zod'
import { formFor } from '#bot/modals/claim-form.ts'
import { editPart } from '#bot/modals/edit-part.ts'
import { message } from '#bot/slack/message.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { isOfClaim } from '#src/board/change.ts'
import { isEditable } from '#src/board/proposal.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { readProposal } from '#src/board/store.ts'
import { entryKey } from '#src/knowledge/entry.ts'
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
    if (!isEditable(proposal)) {
      const closed = notes.alreadyClosed(proposal, library)
      return [{ to: 'asker', message: message(closed) }]
    }
    const entry = library.entries.get(entryKey(part))
    const [change] = part.changes
    if (!entry || !change || !isOfClaim(change) || others.length + part.changes.length > 1)
      return [{ to: 'modal', view: editPart.open({ proposal: proposal.id }, { proposal, library }) }]
    const { rationale, evidence } = proposal
    const about = { rationale, evidence, proposal: proposal.id, draft: proposal.outcome.state === 'draft' }
    const view = formFor(change, about, entry, library)
    return view ? [{ to: 'modal', view }] : [{ to: 'asker', message: message(notes.movedOn()) }]
  },
})
