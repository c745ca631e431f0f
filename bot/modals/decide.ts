import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { decideForm, EXPECTED, SAY_REASON, WEIGHT_LINE } from '#bot/views/decide-form.ts'
import { decisionTitle } from '#bot/views/decision-words.ts'
import { whoAreYou, youWrote } from '#bot/views/proposal-notes.ts'
import { newEntry } from '#src/board/parts.ts'
import { DECIDED_NAMES, type Decided, type DecisionBody, decision } from '#src/decisions/decision.ts'
import { decisionSlug } from '#src/decisions/decision-slug.ts'
import { readWeights } from '#src/decisions/weights.ts'
import { statement } from '#src/knowledge/claim.ts'
import type { Content } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { maybeText, modal, type Verdict } from './modal.ts'
import { bringBeforeBoard } from './proposed.ts'

const values = z.object({
  choice: z.string().optional(),
  persona: z.string().optional(),
  personas: z.array(z.string()).default([]),
  gains: z.string().optional(),
  loses: z.string().optional(),
  outcome: maybeText,
  kpi: maybeText,
  weights: maybeText,
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  evidence: z.array(z.string()).default([]),
  rationale: z.string(SAY_REASON).trim().min(1, SAY_REASON).pipe(statement),
})
type Values = z.output<typeof values>

/** The board's decisions beside what entries say: with a reason, or not at all. */
export const decide = modal({
  name: 'decide',
  asks: 'propose',
  about: z.object({ decided: z.enum(DECIDED_NAMES) }),
  values,
  form: decideForm,
  async check({ about, values: said }, _pressed, ctx): Promise<Verdict> {
    const errors = errorsOf(about.decided, said, await ctx.readLibrary())
    return Object.keys(errors).length === 0 ? { verdict: 'take' } : { verdict: 'mend', errors }
  },
  async run({ about, values: said }, pressed, ctx) {
    const { asker, request } = pressed
    const library = await ctx.readLibrary()
    const typed = [said.rationale, ...(said.outcome ? [said.outcome] : [])]
    if (!asker.member || asker.outsider)
      return [{ to: 'asker', message: message([...whoAreYou(), ...youWrote(typed)]) }]
    const body = bodyOf(about.decided, said, library)
    const { id, handle } = asker.member
    const parts = [
      newEntry({
        kind: 'decision',
        slug: decisionSlug(about.decided, ctx.now(), library),
        content: contentOf(body, handle, library),
      }),
    ]
    const wanted = {
      source: request,
      proposer: { id, handle },
      parts,
      rationale: said.rationale,
      evidence: said.evidence,
    }
    return await bringBeforeBoard(wanted, typed, pressed, ctx)
  },
})

/** A decision is looked at again after a year. */
const LOOKED_AT_EVERY = 'P365D'

const contentOf = (body: DecisionBody, owner: string, library: Library): Content<'decision'> => ({
  title: decisionTitle(body, library).slice(0, 300),
  status: 'active',
  owner,
  deputies: [],
  verifyEvery: LOOKED_AT_EVERY,
  body,
})

/** What was filled in, as a body; weights that can't be read are left out, which their check has refused before. */
function bodyOf(decided: Decided, said: Values, library: Library): DecisionBody {
  const { persona, personas, rationale, evidence, weights, choice, gains, loses, outcome, kpi, from, until } =
    said
  const read = readWeights(weights ?? '', library)
  return {
    decided,
    personas: persona === undefined ? personas : [persona],
    rationale: [{ id: 'r1', text: rationale, cites: evidence, audience: 'internal' }],
    weights: 'weights' in read ? read.weights : [],
    ...(choice !== undefined && { choice }),
    ...(gains !== undefined && { gains }),
    ...(loses !== undefined && { loses }),
    ...(outcome !== undefined && { outcome }),
    ...(kpi !== undefined && { kpi }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  }
}

/** What is missing, in a sentence under its field; where the form has no such field, under the reason. */
function errorsOf(decided: Decided, said: Values, library: Library): Record<string, string> {
  const read = readWeights(said.weights ?? '', library)
  if (decided === 'weights' && 'unread' in read) return { weights: WEIGHT_LINE(read.unread) }
  const errors: Record<string, string> = {}
  decision.check(bodyOf(decided, said, library), ([path = ''], expected) => {
    errors[fieldOf(decided, String(path), library)] ??= EXPECTED(expected)
  })
  return errors
}

const ONE_PERSONA: Decided[] = ['sunset', 'objective']

function fieldOf(decided: Decided, path: string, { evidence }: Library): string {
  if (path === 'personas') return ONE_PERSONA.includes(decided) ? 'persona' : 'personas'
  return path === 'rationale' && decided === 'kpi' && evidence.size > 0 ? 'evidence' : path
}
