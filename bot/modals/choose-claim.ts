import { z } from 'zod'
import type { Pressed } from '#bot/actions/action.ts'
import { modalView } from '#bot/slack/form.ts'
import { LIMITS } from '#bot/slack/limits.ts'
import { cardLink } from '#bot/slack/proposal.ts'
import { chooseClaimForm, takenForm } from '#bot/views/choose-claim-form.ts'
import { findingWords } from '#bot/views/finding.ts'
import { flaggedSo } from '#bot/views/flag-notes.ts'
import { heardSo } from '#bot/views/heard-notes.ts'
import { entryGoneSentence, tooLong } from '#bot/views/proposal-notes.ts'
import { askedOften } from '#bot/views/question-notes.ts'
import type { AnyClaim } from '#src/board/change.ts'
import { claimFields } from '#src/board/claim-fields.ts'
import { claimsById, textOf } from '#src/board/diff.ts'
import { seenOf, type Target } from '#src/board/draft.ts'
import { seenOfField } from '#src/board/draft-entry.ts'
import { entryFields } from '#src/board/entry-fields.ts'
import { holdersOf } from '#src/board/part-store.ts'
import { partOf } from '#src/board/parts.ts'
import type { Origin, Proposal } from '#src/board/proposal.ts'
import { readProposal } from '#src/board/store.ts'
import type { Context } from '#src/context.ts'
import { findFinding } from '#src/findings/store.ts'
import { readFlag } from '#src/flags/store.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { isKindName, KIND_NAMES } from '#src/knowledge/kinds.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { readQuestion } from '#src/questions/store.ts'
import { entryModal } from './entry-modal.ts'
import { modal, type Verdict } from './modal.ts'
import { wording } from './wording.ts'

const choice = z.templateLiteral(
  [z.enum(['claim', 'field', 'set', 'retire', 'new']), ':', z.string()],
  'Choose a statement, or where to add one.',
)

/** What a proposal may come from: the answer of an owner, a voice, a flag, or something unusual. */
export const from = z.union([
  z.object({ question: z.string() }),
  z.object({ evidence: z.string() }),
  z.object({ flag: z.string() }),
  z.object({ finding: z.string(), key: z.string() }),
])

/** First step of a proposal: which statement. Its second step comes with the ack, so nothing is written down yet. */
export const chooseClaim = modal({
  name: 'choose-claim',
  asks: 'propose',
  about: z.object({ kind: z.enum(KIND_NAMES), slug: z.string(), from: from.optional() }),
  values: z.object({ claim: choice }),
  form: chooseClaimForm,
  async check({ about, values }, pressed, ctx): Promise<Verdict> {
    const library = await ctx.readLibrary()
    const entry = findEntry(library, about.kind, about.slug)
    if (!entry) return { verdict: 'mend', errors: { claim: entryGoneSentence } }
    const other = entryStep(values.claim, entry, library, await foundIn(about.from, library, ctx), about.from)
    if (other) return { verdict: 'push', view: other }
    const target = targetOf(values.claim)
    const by = 'claim' in target ? await holder(entry, target.claim, ctx) : undefined
    if (by) return { verdict: 'push', view: await takenView(by, library, pressed, ctx) }
    return secondStep(entry, target, library, await foundIn(about.from, library, ctx), about.from)
  },
  run: () => Promise.resolve([]),
})

/** The second step where something else than a statement is to change. */
function entryStep(
  choice: string,
  entry: Entry,
  library: Library,
  { rationale }: Given,
  origin: Origin | undefined,
) {
  const [what = '', ...name] = choice.split(':')
  const { kind, slug } = entry
  if (what === 'retire')
    return entryModal.open(
      { kind, slug, what: 'retire', origin },
      { what: 'retire', entry, library, rationale },
    )
  const wanted = name.join(':')
  if (what === 'new' && isKindName(wanted))
    return entryModal.open(
      { kind: wanted, what: 'new', origin },
      { what: 'new', kind: wanted, library, rationale },
    )
  const field = what === 'set' ? entryFields(kind).find((each) => each.field === wanted) : undefined
  if (!field) return undefined
  const about = {
    kind,
    slug,
    what: 'field' as const,
    field: wanted,
    seen: seenOfField(entry, wanted),
    origin,
  }
  return entryModal.open(about, { what: 'field', entry, library, rationale, ...field })
}

function targetOf(choice: string): Target {
  const [what, ...name] = choice.split(':')
  return what === 'field' ? { field: name.join(':') } : { claim: name.join(':') }
}

/** What stands in the second step at first: the words of an answer, or a voice as evidence. */
type Given = { text?: string; cites: string[]; rationale?: string }

async function foundIn(
  source: z.output<typeof from> | undefined,
  library: Library,
  ctx: Context,
): Promise<Given> {
  if (source === undefined) return { cites: [] }
  if ('evidence' in source) {
    const voice = library.evidence.get(source.evidence)
    return voice ? { cites: [voice.slug], rationale: heardSo(voice) } : { cites: [] }
  }
  if ('flag' in source) {
    const flag = await readFlag(ctx.db, { id: source.flag })
    return { cites: [], ...(flag && { rationale: flaggedSo(flag, library) }) }
  }
  if ('finding' in source) {
    const finding = await findFinding(ctx.db, source.finding)
    return { cites: [], ...(finding && { rationale: findingWords(finding.facts, library).join(' ') }) }
  }
  const question = await readQuestion(ctx.db, source.question)
  if (question?.outcome.state !== 'answered') return { cites: [] }
  return { text: question.outcome.text, cites: [], rationale: askedOften(question) }
}

function secondStep(
  entry: Entry,
  target: Target,
  library: Library,
  given: Given,
  origin: Origin | undefined,
): Verdict {
  const found = 'claim' in target ? claimsById(entry.body).get(target.claim) : undefined
  const name = 'field' in target ? target.field : found?.field
  const field = claimFields(entry.kind).find((each) => each.field === name)
  if (!field) return { verdict: 'mend', errors: { claim: entryGoneSentence } }
  const length = found ? textOf(found.claim).length : 0
  if (length > LIMITS.inputText) return { verdict: 'mend', errors: { claim: tooLong(length) } }
  const now = found?.claim
  const about = { kind: entry.kind, slug: entry.slug, target, seen: now && seenOf(now), origin }
  const facts = {
    entry,
    library,
    field,
    now,
    initial: withGiven(now, given),
    rationale: given.rationale,
    moved: false,
    editing: false,
  }
  return { verdict: 'push', view: wording.open(about, facts) }
}

function withGiven(now: AnyClaim | undefined, { text, cites }: Given): AnyClaim | undefined {
  if (now) return { ...now, cites: [...new Set([...now.cites, ...cites])] }
  return text === undefined && cites.length === 0 ? undefined : { id: '', cites, ...(text && { text }) }
}

async function holder(entry: Entry, claimId: string, ctx: Context): Promise<Proposal | undefined> {
  const claim = claimsById(entry.body).get(claimId)
  if (!claim) return undefined
  const removal = { type: 'removed' as const, field: claim.field, before: claim.claim }
  const [id] = await holdersOf(ctx.db, [partOf(entry, [removal])])
  return id === undefined ? undefined : await readProposal(ctx.db, id)
}

/** Where to read and vote on the proposal that was first. */
async function takenView(by: Proposal, library: Library, { channels }: Pressed, ctx: Context) {
  const permalink = await cardLink(by, channels, ctx)
  return modalView('already-proposed', {}, takenForm({ by, library, permalink }))
}
