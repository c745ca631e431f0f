import { z } from 'zod'
import { experimentResults as resultsForm } from '#bot/modals/experiment-results.ts'
import { planExperiment } from '#bot/modals/plan-experiment.ts'
import { keptDraft } from '#bot/modals/proposed.ts'
import { message } from '#bot/slack/message.ts'
import { experimentGone, nothingToUpdate } from '#bot/views/experiment-forms.ts'
import { learnedWords, resultInWords } from '#bot/views/experiment-words.ts'
import { entryGone, whoAreYou } from '#bot/views/proposal-notes.ts'
import { partsOfOutcomes } from '#src/experiments/draft-update.ts'
import { keepResultEvidence, resultEvidence } from '#src/experiments/evidence.ts'
import { experimentIn, readStanding } from '#src/experiments/read-standing.ts'
import { readResults } from '#src/experiments/store.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import { action } from './action.ts'

const named = z.object({ experiment: z.string() })

/** Opens the form of a new experiment. */
export const experimentPlan = action({
  name: 'experiment-plan',
  asks: 'propose',
  value: z.object({}),
  async run(_, { asker }, ctx) {
    if (!asker.member || asker.outsider) return [{ to: 'asker', message: message(whoAreYou()) }]
    const library = await ctx.readLibrary()
    if (personasInOrder(library).length === 0) return [{ to: 'asker', message: message(entryGone()) }]
    const startsOn = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate().add({ days: 1 })
    const facts = {
      library,
      startsOn: startsOn.toString(),
      endsOn: startsOn.add({ weeks: 4 }).toString(),
    }
    return [{ to: 'modal', view: planExperiment.open({}, facts) }]
  },
})

/** Opens the form of what came of an experiment. */
export const experimentResults = action({
  name: 'experiment-results',
  asks: 'enter-results',
  value: named,
  async run({ experiment: slug }, { asker }, ctx) {
    if (!asker.member || asker.outsider) return [{ to: 'asker', message: message(whoAreYou()) }]
    const library = await ctx.readLibrary()
    const experiment = experimentIn(library, slug)
    if (!experiment) return [{ to: 'asker', message: message(experimentGone()) }]
    const results = (await readResults(ctx.db, slug)).get(slug)
    const today = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate().toString()
    const { endsOn } = experiment.body
    const until = endsOn < today ? endsOn : today
    return [
      { to: 'modal', view: resultsForm.open({ experiment: slug }, { experiment, results, library, until }) },
    ]
  },
})

/** Keeps the result as evidence, and what it changes of the personas as a draft of whoever asks for it. */
export const experimentUpdate = action({
  name: 'experiment-update',
  asks: 'propose',
  value: named,
  async run({ experiment: slug }, { asker }, ctx) {
    const { member } = asker
    if (!member || asker.outsider) return [{ to: 'asker', message: message(whoAreYou()) }]
    const library = await ctx.readLibrary()
    const experiment = experimentIn(library, slug)
    if (!experiment) return [{ to: 'asker', message: message(experimentGone()) }]
    const { results } = await readStanding(experiment, ctx)
    const outcomes = results?.outcomes ?? []
    const rationale = resultInWords(experiment, outcomes, library)
    if (!results) return [{ to: 'asker', message: message(nothingToUpdate()) }]
    const source = resultEvidence(experiment, results, rationale)
    const wordsOf = (outcome: (typeof outcomes)[number]) => learnedWords(outcome, experiment.body)
    const parts = partsOfOutcomes(outcomes, source.slug, wordsOf, library)
    if (parts.length === 0) return [{ to: 'asker', message: message(nothingToUpdate()) }]
    await keepResultEvidence(ctx.db, source, member.handle, ctx.now())
    const wanted = {
      source: `experiment/${slug}/${member.handle}/${results.until.toString()}`,
      proposer: member,
    }
    return await keptDraft({ ...wanted, parts, rationale, evidence: [source.slug] }, ctx)
  },
})
