import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { entryForm } from '#bot/views/entry-form.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import type { PartChange } from '#src/board/change.ts'
import {
  type DraftedPart,
  draftField,
  draftNew,
  draftRetirement,
  seenOfField,
} from '#src/board/draft-entry.ts'
import { editProposal } from '#src/board/edit-proposal.ts'
import { entryFields, newInputs, newSections, slugFor } from '#src/board/entry-fields.ts'
import { holdersOf } from '#src/board/part-store.ts'
import { origin } from '#src/board/proposal.ts'
import { readProposal } from '#src/board/store.ts'
import { statement } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KIND_NAMES } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { modal, type Verdict } from './modal.ts'
import { bringBeforeBoard, keptDraft, proposed } from './proposed.ts'
import { type Work, workOn } from './work.ts'

const about = z.object({
  kind: z.enum(KIND_NAMES),
  /** Of what is there already. */
  slug: z.string().optional(),
  what: z.enum(['field', 'retire', 'new']),
  field: z.string().default(''),
  /** Digest of the field that the person saw. */
  seen: z.string().default(''),
  origin: origin.optional(),
  /** The proposal that gets this text, and which of its parts. */
  proposal: z.number().optional(),
  part: z.number().optional(),
})

/** Beside what its kind asks for. */
const values = z.looseObject({
  evidence: z.array(z.string()).default([]),
  rationale: z.string(notes.SAY_WHY).trim().min(1, notes.SAY_WHY).pipe(statement),
  draft: z.array(z.string()).default([]),
})

type About = z.output<typeof about>
type Values = z.output<typeof values>

/** Second step of a proposal for everything that is no statement: a field, a retirement, a new entry. */
export const entryModal = modal({
  name: 'entry',
  asks: 'propose',
  about,
  values,
  form: entryForm,
  async check({ about, values }, _pressed, ctx): Promise<Verdict> {
    const library = await ctx.readLibrary()
    const work = await workOn(about, library, ctx)
    if (about.what !== 'new' && !work)
      return { verdict: 'mend', errors: { rationale: notes.entryGoneSentence } }
    const drafted = draft(about, values, work?.entry, library)
    if ('same' in drafted && about.part !== undefined) return { verdict: 'take' }
    if (!('part' in drafted)) return refused(drafted, about, work?.entry, library)
    const parts = partsOf(drafted, work, about)
    if (work?.edited?.outcome.state === 'draft') return { verdict: 'take' }
    const [id] = await holdersOf(ctx.db, parts, about.proposal)
    const by = id === undefined ? undefined : await readProposal(ctx.db, id)
    return by ? { verdict: 'mend', errors: { rationale: notes.takenSentence(by) } } : { verdict: 'take' }
  },
  async run({ about, values }, pressed, ctx): Promise<Outgoing[]> {
    const library = await ctx.readLibrary()
    const { member } = pressed.asker
    if (!member) return [{ to: 'asker', message: message(notes.whoAreYou()) }]
    const work = await workOn(about, library, ctx)
    const wanted = {
      ...{ source: pressed.request, proposer: member, rationale: values.rationale },
      ...{ evidence: values.evidence, origin: about.origin },
      parts: partsOf(draft(about, values, work?.entry, library), work, about),
    }
    if (values.draft.length > 0 && wanted.parts.length > 0) return await keptDraft(wanted, ctx)
    if (!work?.edited) return await bringBeforeBoard(wanted, typedIn(values), pressed, ctx)
    const edited = await editProposal(ctx.db, work.edited.id, wanted, ctx.now())
    return await proposed(edited, typedIn(values), pressed, ctx)
  },
})

/** Of an edit, all parts of its proposal. */
function partsOf(drafted: DraftedPart, work: Work | undefined, { part }: About): PartChange[] {
  const mine = 'part' in drafted ? [drafted.part] : []
  if (part === undefined || !work) return mine
  return 'part' in drafted || 'same' in drafted ? work.partsOf(mine.flatMap(({ changes }) => changes)) : []
}

const inputsFor = ({ kind, field }: About) =>
  entryFields(kind).find((each) => each.field === field)?.inputs ?? []

function draft(about: About, values: Values, entry: Entry | undefined, library: Library): DraftedPart {
  const { kind, what, field, seen } = about
  if (what === 'new' || !entry) {
    const isTaken = (slug: string) => library.entries.has(`${kind}/${slug}`)
    const slug = slugFor(String(values.title ?? ''), kind, isTaken)
    return draftNew({ kind, slug, inputs: newInputs(kind), sections: newSections(kind) }, values)
  }
  if (what === 'field') return draftField(entry, { field, inputs: inputsFor(about), seen }, values)
  const successor = typeof values.successor === 'string' ? values.successor : undefined
  return draftRetirement(entry, successor === notes.NO_SUCCESSOR ? undefined : successor)
}

/** The form goes back, with a sentence under what is wrong. */
function refused(
  drafted: Exclude<DraftedPart, { part: unknown }>,
  about: About,
  entry: Entry | undefined,
  library: Library,
): Verdict {
  if ('faults' in drafted) return { verdict: 'mend', errors: notes.sayFaults(drafted.faults) }
  const first = about.what === 'field' ? inputsFor(about)[0]?.name : undefined
  if ('same' in drafted) return { verdict: 'mend', errors: { [first ?? 'rationale']: notes.WITHOUT_CHANGE } }
  if ('invalid' in drafted) {
    const names = about.what === 'new' ? newInputs(about.kind).map(({ name }) => name) : [first]
    const block = names.includes(drafted.path) ? drafted.path : (first ?? 'rationale')
    return { verdict: 'mend', errors: { [block]: notes.expected(drafted.invalid) } }
  }
  const { field } = about
  if (!entry) return { verdict: 'mend', errors: { rationale: notes.entryGoneSentence } }
  const editing = about.proposal !== undefined
  const facts = {
    what: 'field' as const,
    entry,
    field,
    inputs: inputsFor(about),
    library,
    moved: true,
    editing,
  }
  const view = entryModal.open({ ...about, seen: seenOfField(entry, field) }, facts)
  return { verdict: 'update', view }
}

/** Everything that somebody wrote, so that none of it is lost. */
const typedIn = ({ evidence: _, draft: __, ...said }: Values): string[] =>
  Object.values(said).filter((each) => typeof each === 'string')
