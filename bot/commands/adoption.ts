import type { Block } from '#bot/slack/blocks.ts'
import { adoptionView } from '#bot/views/adoption.ts'
import { label } from '#bot/views/labels.ts'
import { adoptionOf } from '#src/adoption/adoption.ts'
import { countUse } from '#src/adoption/store.ts'
import type { Context } from '#src/context.ts'
import { countTrained } from '#src/training/store.ts'
import { readAsked } from './asked.ts'
import type { Asking, Command, Next } from './command.ts'
import { journey } from './journey.ts'
import { question } from './question.ts'

/** `/persona adoption`: who uses personas, by function and never by person, and what nobody uses. */
export const adoption: Command = {
  name: 'adoption',
  does: 'who uses them, by function',
  examples: ['adoption'],
  verbs: ['adoption'],
  takesText: true,
  run(asked, asking) {
    // A stage of the lifecycle has the same name: "adoption carla" asks for hers.
    if (asked.words !== '') return question.run(readAsked(`adoption ${asked.words}`, asking.library), asking)
    return { found: 'records', next: isStageKnown(asking) ? [STAGE] : [], read: showAdoption }
  },
}

const STAGE: Next = { text: label.stageAdoption, ask: 'journey adoption' }

const isStageKnown = (asking: Asking): boolean =>
  journey.run(readAsked(STAGE.ask, asking.library), asking).found !== 'nothing'

async function showAdoption(ctx: Context): Promise<Block[]> {
  const library = await ctx.readLibrary()
  const [used, trained] = await Promise.all([countUse(ctx.db, ctx.now()), countTrained(ctx.db)])
  return adoptionView(adoptionOf(library, used), trained, library)
}
