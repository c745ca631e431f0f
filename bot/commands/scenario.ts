import { label } from '#bot/views/labels.ts'
import { scenarioHelp, scenarioView } from '#bot/views/scenario.ts'
import type { Scenario } from '#src/clv/scenario.ts'
import type { Context } from '#src/context.ts'
import type { Command } from './command.ts'
import { readScenario } from './scenario-words.ts'

/** `/persona scenario onboarding two weeks shorter carla`: what history says that a change would do, persona by persona. */
export const scenario: Command = {
  name: 'scenario',
  does: 'what a change would do',
  examples: [
    'scenario onboarding 14 days shorter',
    'scenario onboarding two weeks shorter carla',
    'scenario one ticket fewer a month',
    'scenario 20 % fewer tickets carla',
    'scenario 2 days more use carla',
    'scenario',
  ],
  verbs: ['scenario', 'scenarios', 'simulate', 'simulation'],
  run(asked, { library }) {
    const [persona] = asked.personas
    const read = readScenario(asked.words, library)
    const whose = persona ? ` ${persona.slug}` : ''
    const next = [
      { text: label.onboardingShorter, ask: `scenario onboarding two weeks shorter${whose}` },
      { text: label.fewerTickets, ask: `scenario one ticket fewer a month${whose}` },
      { text: label.moreUse, ask: `scenario 2 days more use${whose}` },
    ]
    if ('lacks' in read) return { found: 'overview', blocks: scenarioHelp(read.lacks), next }
    return { found: 'records', next, read: (ctx) => show(read.scenario, persona?.slug, ctx) }
  },
}

async function show(scenario: Scenario, persona: string | undefined, ctx: Context) {
  const { readClv } = await import('#src/clv/read-clv.ts')
  const { readOutlooks } = await import('#src/clv/read-questions.ts')
  const library = await ctx.readLibrary()
  const before = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate().with({ day: 1 })
  const found = await readOutlooks(ctx, before, scenario)
  const report = await readClv(ctx.db, before)
  return scenarioView(
    scenario,
    found?.outlooks ?? [],
    {
      library,
      currency: ctx.currency,
      discount: report?.assumptions.discount ?? 0,
      personas: report?.personas ?? [],
    },
    persona,
  )
}
