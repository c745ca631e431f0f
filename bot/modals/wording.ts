import { z } from 'zod'
import type { Pressed } from '#bot/actions/action.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { askedInputs, wordingForm } from '#bot/views/wording-form.ts'
import type { AnyClaim, Change, PartChange } from '#src/board/change.ts'
import { type ClaimField, claimFields } from '#src/board/claim-fields.ts'
import { claimsById } from '#src/board/diff.ts'
import { type Drafted, draftChange, seenOf, type Target } from '#src/board/draft.ts'
import { editProposal } from '#src/board/edit-proposal.ts'
import type { Proposing } from '#src/board/open-proposal.ts'
import { holdersOf } from '#src/board/part-store.ts'
import { isWordingOnly } from '#src/board/parts.ts'
import { origin, type Proposal } from '#src/board/proposal.ts'
import { type InputFault, readClaim } from '#src/board/read-claim.ts'
import { isRewording } from '#src/board/rewording.ts'
import { readProposal } from '#src/board/store.ts'
import { statement } from '#src/knowledge/claim.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KIND_NAMES } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { modal, type Verdict } from './modal.ts'
import { bringBeforeBoard, keptDraft, proposed } from './proposed.ts'
import { type Work, workOn } from './work.ts'

const about = z.object({
  kind: z.enum(KIND_NAMES),
  slug: z.string(),
  target: z.union([z.object({ claim: z.string() }), z.object({ field: z.string() })]),
  /** Digest of the claim that the person saw. */
  seen: z.string().optional(),
  /** The proposal that gets this text, where it is there already. */
  proposal: z.number().optional(),
  /** Which of its parts, where it has several or changes several things. */
  part: z.number().optional(),
  /** What it comes from, which is linked to it. */
  origin: origin.optional(),
})

/** Beside what the claim says, which its kind decides. */
const values = z.looseObject({
  evidence: z.array(z.string()).default([]),
  rationale: z.string(notes.SAY_WHY).trim().min(1, notes.SAY_WHY).pipe(statement),
  because: z.array(z.string()).default([]),
  remove: z.array(z.string()).default([]),
  wordingOnly: z.array(z.string()).default([]),
  draft: z.array(z.string()).default([]),
})

type About = z.output<typeof about>
type Values = z.output<typeof values>

/** Second step of a proposal, and the form that changes one: what it should say, on which evidence, and why. */
export const wording = modal({
  name: 'wording',
  asks: 'propose',
  about,
  values,
  form: wordingForm,
  async check({ about, values }, pressed, ctx): Promise<Verdict> {
    const library = await ctx.readLibrary()
    const work = await workOn(about, library, ctx)
    const field = work && fieldOf(work.entry, about.target)
    if (!field) return { verdict: 'mend', errors: { rationale: notes.entryGoneSentence } }
    const mend = (sentence: string): Verdict => mendFirst(field, sentence)
    const drafted = draft(work, about, values, pressed, library)
    if ('faults' in drafted) return { verdict: 'mend', errors: notes.sayFaults(drafted.faults) }
    if ('invalid' in drafted) return mend(notes.expected(drafted.invalid))
    // Of several things one may leave this one as it is, and say why in other words.
    if ('same' in drafted) return about.part === undefined ? mend(notes.WITHOUT_CHANGE) : { verdict: 'take' }
    if ('moved' in drafted)
      return drafted.moved
        ? { verdict: 'update', view: onceMore(work.entry, about, values, drafted.moved, library) }
        : mend(notes.REMOVED)
    const parts = work.partsOf([drafted.change])
    const onlyRewords = work.edited ? isRewording(work.edited.parts, parts) : isWordingOnly(parts)
    if (values.wordingOnly.length > 0 && !onlyRewords)
      return { verdict: 'mend', errors: { wordingOnly: notes.MORE_THAN_WORDING } }
    if (work.edited?.outcome.state === 'draft') return { verdict: 'take' }
    const [id] = await holdersOf(ctx.db, parts, about.proposal)
    const by = id === undefined ? undefined : await readProposal(ctx.db, id)
    return by ? mend(notes.takenSentence(by)) : { verdict: 'take' }
  },
  async run({ about, values }, pressed, ctx): Promise<Outgoing[]> {
    const library = await ctx.readLibrary()
    const work = await workOn(about, library, ctx)
    const { member } = pressed.asker
    if (!work || !member) return [{ to: 'asker', message: message(notes.whoAreYou()) }]
    const drafted = draft(work, about, values, pressed, library)
    const wanted: Proposing = {
      source: pressed.request,
      proposer: member,
      parts: partsOf(drafted, work, about),
      rationale: values.rationale,
      evidence: values.because,
      wordingOnly: values.wordingOnly.length > 0,
      origin: about.origin,
    }
    const typed = typedIn(values, fieldOf(work.entry, about.target))
    const { edited } = work
    if (!edited && values.draft.length > 0) return await keptDraft(wanted, ctx)
    if (!edited) return await bringBeforeBoard(wanted, typed, pressed, ctx)
    return await proposed(await editProposal(ctx.db, edited.id, wanted, ctx.now()), typed, pressed, ctx)
  },
})

function partsOf(drafted: Draftable, work: Work, { part }: About): PartChange[] {
  if ('change' in drafted) return work.partsOf([drafted.change])
  return 'same' in drafted && part !== undefined ? work.partsOf([]) : []
}

type Draftable = Drafted | { faults: Map<string, InputFault> }

/** The same request always drafts the same change, so that it can be done again after a restart. */
function draft(
  { entry, edited }: Work,
  { target, seen, part }: About,
  values: Values,
  { request }: Pressed,
  library: Library,
): Draftable {
  const known = part === undefined ? addedId(edited) : undefined
  const newId = () => known ?? `p-${digestOf(request).slice(0, 8)}`
  if (values.remove.length > 0) return draftChange(entry, target, 'remove', seen, newId)
  const inputs = askedInputs(fieldOf(entry, target)?.inputs ?? [], library)
  const read = readClaim(inputs, values)
  if ('faults' in read) return read
  return draftChange(entry, target, { said: read.said, cites: values.evidence }, seen, newId)
}

/** The field that a claim stands in, or that is to get one. */
function fieldOf(entry: Entry, target: Target): ClaimField | undefined {
  const name = 'field' in target ? target.field : claimsById(entry.body).get(target.claim)?.field
  return claimFields(entry.kind).find(({ field }) => field === name)
}

/** Everything that somebody wrote, so that none of it is lost. */
const typedIn = (values: Values, field: ClaimField | undefined): string[] => {
  const words = field?.inputs.filter(({ asks }) => asks === 'words') ?? []
  return [...words.map(({ name }) => values[name]), values.rationale].filter(
    (each) => typeof each === 'string',
  )
}

function addedId(proposal: Proposal | undefined): string | undefined {
  const [change]: (Change | undefined)[] = proposal?.parts[0]?.changes ?? []
  return change?.type === 'added' ? change.after.id : undefined
}

/** Under the first input: what is wrong with all of it. */
const mendFirst = ({ inputs: [first] }: ClaimField, sentence: string): Verdict => ({
  verdict: 'mend',
  errors: { [first?.name ?? 'rationale']: sentence },
})

/** The form again, with what the claim says by now; what was typed stays in its fields. */
function onceMore(entry: Entry, about: About, values: Values, now: AnyClaim, library: Library) {
  const field = fieldOf(entry, about.target)
  if (!field) throw new Error(`The kind ${entry.kind} has no such claims as ${JSON.stringify(about.target)}.`)
  const { rationale } = values
  const facts = {
    entry,
    library,
    field,
    now,
    initial: now,
    rationale,
    moved: true,
    editing: about.proposal !== undefined,
  }
  return wording.open({ ...about, seen: seenOf(now) }, facts)
}
