import type { Block } from '#bot/slack/blocks.ts'
import { label } from '#bot/views/labels.ts'
import type { Context } from '#src/context.ts'
import { isStopWord } from '#src/search/words.ts'
import { readAsked } from './asked.ts'
import type { Command } from './command.ts'
import { question } from './question.ts'

/** `/persona validation carla`: whether personas hold, in four dimensions. */
export const validation: Command = {
  name: 'validation',
  does: 'whether personas hold, in four dimensions',
  examples: ['validation', 'validation carla', 'validation why'],
  verbs: ['validation', 'validate'],
  takesText: true,
  run(asked, asking) {
    const [persona] = asked.personas
    const why = /\bwhy\b/i.test(asked.words)
    const left = asked.rest.split(/\s+/).filter((word) => word !== '' && !isStopWord(word.toLowerCase()))
    if (left.some((word) => word.toLowerCase() !== 'why'))
      return question.run(readAsked(`validation ${asked.words}`, asking.library), asking)
    return {
      found: 'records',
      next: [
        ...(why ? [] : [{ text: label.why, ask: 'validation why' }]),
        ...(persona || why ? [{ text: label.allPersonas, ask: 'validation' }] : []),
        { text: label.experiments, ask: 'experiments' },
      ],
      read: (ctx) => show({ persona: persona?.slug, why }, ctx),
    }
  },
}

async function show(
  { persona, why }: { persona: string | undefined; why: boolean },
  ctx: Context,
): Promise<Block[]> {
  const { readValidation } = await import('#src/validation/read-validation.ts')
  const { validationCard } = await import('#bot/views/validation.ts')
  const { validationOf, validationWhy } = await import('#bot/views/validation-persona.ts')
  const library = await ctx.readLibrary()
  const read = await readValidation(ctx, library)
  if (why) return validationWhy(read, library)
  const telling = { library, currency: ctx.currency }
  return persona === undefined ? validationCard(read, telling) : validationOf(persona, read, telling)
}
