import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { editPartForm, LAST_ONE, notPossibleWithout, ONLY_LEFT_OUT } from '#bot/views/edit-part-form.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { entryName } from '#bot/views/proposal-text.ts'
import { type Change, isOfClaim } from '#src/board/change.ts'
import { claimFields } from '#src/board/claim-fields.ts'
import { claimsById } from '#src/board/diff.ts'
import { seenOf } from '#src/board/draft.ts'
import { seenOfField } from '#src/board/draft-entry.ts'
import { asProposed, partsWithout, type Spot } from '#src/board/edit-part.ts'
import { editProposal } from '#src/board/edit-proposal.ts'
import { entryFields } from '#src/board/entry-fields.ts'
import { isEditable, type Proposal, partChanges } from '#src/board/proposal.ts'
import { readProposal } from '#src/board/store.ts'
import type { Context } from '#src/context.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { isKindName } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { entryModal } from './entry-modal.ts'
import { modal, type Verdict } from './modal.ts'
import { proposed } from './proposed.ts'
import { wording } from './wording.ts'
import { workOn } from './work.ts'

const spot = z
  .string('Choose one of them.')
  .regex(/^\d+:(\d+|all)$/)
  .transform((text) => {
    const [part, change] = text.split(':')
    return { part: Number(part), change: change === 'all' ? ('all' as const) : Number(change) }
  })

/** First step of editing a proposal that does several things: which of them, or which to leave out. */
export const editPart = modal({
  name: 'edit-part',
  asks: 'edit-proposal',
  about: z.object({ proposal: z.number() }),
  values: z.object({ spot, leave: z.array(z.string()).default([]) }),
  form: editPartForm,
  async check({ about, values }, _pressed, ctx): Promise<Verdict> {
    const mend = (sentence: string): Verdict => ({ verdict: 'mend', errors: { spot: sentence } })
    const proposal = await readProposal(ctx.db, about.proposal)
    const library = await ctx.readLibrary()
    const { part: at, change: nth } = values.spot
    const part = proposal?.parts[at]
    if (!proposal || !part || !isEditable(proposal)) return mend(notes.CLOSED_MEANWHILE)
    if (values.leave.length > 0) {
      const wrong = whyNotWithout(proposal, values.spot, library)
      return wrong === undefined ? { verdict: 'take' } : mend(wrong)
    }
    const change = nth === 'all' ? undefined : part.changes[nth]
    const view = change && (await secondStep(proposal, at, change, library, ctx))
    return view ? { verdict: 'push', view } : mend(ONLY_LEFT_OUT)
  },
  async run({ about, values }, pressed, ctx): Promise<Outgoing[]> {
    const proposal = await readProposal(ctx.db, about.proposal)
    const { member } = pressed.asker
    if (!proposal || !member) return [{ to: 'asker', message: message(notes.whoAreYou()) }]
    if (values.leave.length === 0) return []
    const { rationale, evidence } = proposal
    const parts = partsWithout(partChanges.parse(proposal.parts), values.spot)
    const wanted = { source: pressed.request, proposer: member, parts, rationale, evidence }
    return await proposed(await editProposal(ctx.db, proposal.id, wanted, ctx.now()), [], pressed, ctx)
  },
})

/** What keeps one thing from being left out; undefined where nothing does. */
function whyNotWithout({ parts }: Proposal, spot: Spot, library: Library): string | undefined {
  const rest = partsWithout(partChanges.parse(parts), spot)
  if (rest.length === 0) return LAST_ONE
  const before = parts[spot.part]
  const part = rest.find((each) => before && entryKey(each) === entryKey(before))
  if (!before || !part || asProposed(part, library.entries.get(entryKey(part)))) return undefined
  return notPossibleWithout(entryName(library, before))
}

/** The form of a statement or a field, filled in with what is proposed; undefined where it can only be left out. */
async function secondStep(
  { id, parts, rationale, evidence: because }: Proposal,
  at: number,
  change: Change,
  library: Library,
  ctx: Context,
) {
  const part = parts[at]
  if (!part || !isKindName(part.kind)) return undefined
  const about = { kind: part.kind, slug: part.slug, proposal: id, part: at }
  const entry = (await workOn(about, library, ctx))?.entry
  if (!entry || change.type === 'moved' || change.type === 'removed') return undefined
  const facts = { entry, library, rationale, because, editing: true }
  if (isOfClaim(change)) {
    const field = claimFields(entry.kind).find((each) => each.field === change.field)
    const claim = claimsById(entry.body).get(change.after.id)?.claim
    if (!field || !claim) return undefined
    const target = { claim: claim.id }
    const now = change.type === 'changed' ? change.before : undefined
    const shown = { ...facts, field, now, initial: claim, moved: false }
    return wording.open({ ...about, target, seen: seenOf(claim) }, shown)
  }
  const field = entryFields(entry.kind).find((each) => each.field === change.field)
  if (!field) return undefined
  const seen = seenOfField(entry, change.field)
  const shown = { ...facts, what: 'field' as const, ...field }
  return entryModal.open({ ...about, what: 'field', field: change.field, seen }, shown)
}
