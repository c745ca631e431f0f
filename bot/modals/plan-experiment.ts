import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import * as words from '#bot/views/experiment-forms.ts'
import { expectationWords } from '#bot/views/experiment-words.ts'
import { whoAreYou, youWrote } from '#bot/views/proposal-notes.ts'
import { slugFor } from '#src/board/entry-fields.ts'
import { newEntry } from '#src/board/parts.ts'
import { type ExperimentBody, experiment } from '#src/experiments/experiment.ts'
import { phrase, statement } from '#src/knowledge/claim.ts'
import type { Library } from '#src/knowledge/library.ts'
import { modal, type Verdict } from './modal.ts'
import { bringBeforeBoard } from './proposed.ts'

const few = z.string(words.SAY_SOMETHING).trim().min(1, words.SAY_SOMETHING).pipe(phrase)
/** "24 %", "0,5" */
const number = z
  .string(words.SAY_NUMBER)
  .transform((text) => Number(text.replace('%', '').replace(',', '.').trim() || Number.NaN))
  .pipe(z.number(words.SAY_NUMBER).positive(words.SAY_NUMBER))

const values = z.object({
  title: few,
  personas: z.array(z.string(), words.SAY_WHO).min(1, words.SAY_WHO),
  stronger: few,
  than: few,
  generic: z.array(z.string()).default([]),
  metric: few,
  measures: z.enum(['share', 'mean'], words.SAY_SOMETHING),
  today: number,
  difference: number,
  planned: number.pipe(z.int(words.SAY_COUNT).min(2, words.SAY_COUNT)),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  rationale: z.string(words.SAY_SOMETHING).trim().min(1, words.SAY_SOMETHING).pipe(statement),
  evidence: z.array(z.string()).default([]),
})
type Values = z.output<typeof values>

/** A new experiment: what is expected is decided on before anything can be measured. */
export const planExperiment = modal({
  name: 'plan-experiment',
  asks: 'propose',
  about: z.object({}),
  values,
  form: words.planForm,
  async check({ values: said }, _pressed, ctx): Promise<Verdict> {
    const errors = errorsOf(said, await ctx.readLibrary())
    return Object.keys(errors).length === 0 ? { verdict: 'take' } : { verdict: 'mend', errors }
  },
  async run({ values: said }, pressed, ctx) {
    const { asker, request } = pressed
    const typed = [said.title, said.rationale]
    if (!asker.member || asker.outsider)
      return [{ to: 'asker', message: message([...whoAreYou(), ...youWrote(typed)]) }]
    const { id, handle } = asker.member
    const library = await ctx.readLibrary()
    const slug = slugFor(said.title, 'experiment', (name) => library.entries.has(`experiment/${name}`))
    const content = {
      title: said.title,
      status: 'active' as const,
      owner: handle,
      deputies: [],
      verifyEvery: 'P365D',
      body: bodyOf(said, library),
    }
    const parts = [newEntry({ kind: 'experiment', slug, content })]
    const wanted = { source: request, proposer: { id, handle }, parts, rationale: said.rationale }
    const needs = words.planNeeds(content)
    return [
      ...(await bringBeforeBoard({ ...wanted, evidence: said.evidence }, typed, pressed, ctx)),
      { to: 'asker', message: message(needs) },
    ]
  },
})

/** Points of a share are hundredths. */
function bodyOf(said: Values, library: Library): ExperimentBody {
  const { personas, stronger, than, generic, metric, measures, today, planned, startsOn, endsOn } = said
  const isShare = measures === 'share'
  return {
    expects: personas.map((persona, index) => ({
      id: `e${index + 1}`,
      ...{ persona, stronger: 'a', than: 'b' },
      text: expectationWords(persona, { stronger, than }, library),
      cites: said.evidence,
      audience: 'internal',
    })),
    variants: [
      { id: 'a', title: stronger, generic: false },
      { id: 'b', title: than, generic: generic.length > 0 },
    ],
    ...{ metric, measures, better: 'higher', power: 0.8, planned, startsOn, endsOn, learned: [] },
    difference: isShare ? said.difference / 100 : said.difference,
    ...(isShare ? { baseline: today / 100 } : { deviation: today }),
  }
}

function errorsOf(said: Values, library: Library): Record<string, string> {
  if (said.stronger.toLowerCase() === said.than.toLowerCase()) return { than: words.SAME_TWICE }
  const errors: Record<string, string> = {}
  experiment.check(bodyOf(said, library), ([path = '']) => {
    if (path === 'endsOn') errors.endsOn ??= words.LAST_BEFORE_FIRST
    else errors[path === 'baseline' ? 'today' : 'difference'] ??= words.SAY_SHARE
  })
  return errors
}
