import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { whoseProfile } from '#bot/views/sentences.ts'
import { personaNamed, personaNamedAlmost } from '#src/personas/find-persona.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import type { Command } from './command.ts'
import { afterPersona } from './next.ts'

/** `/persona profile carla`: everything that is known. */
export const profile: Command = {
  name: 'profile',
  does: 'everything known',
  examples: ['profile carla'],
  verbs: ['profile'],
  run({ words }, { library }) {
    if (words === '')
      return {
        found: 'overview',
        blocks: whoseProfile(),
        next: personasInOrder(library)
          .slice(0, 5)
          .map(({ slug }) => ({ text: shortName(library, slug), ask: `profile ${slug}` })),
      }
    const named = personaNamed(library, words) ?? personaNamedAlmost(library, words)
    if (!named)
      return {
        found: 'nothing',
        question: `profile ${words}`.trim(),
        nearest: [],
        next: [{ text: label.allPersonas, ask: 'list' }],
      }
    const next = afterPersona(library, named).filter(({ ask }) => !ask.startsWith('profile'))
    return { found: 'entry', shown: { view: 'profile', slug: named.slug }, entries: [named], next }
  },
}
