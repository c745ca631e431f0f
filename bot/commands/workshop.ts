import { shortName } from '#bot/views/names.ts'
import { workshopKit, workshopOnWhom } from '#bot/views/workshop.ts'
import { personaNamed, personaNamedAlmost } from '#src/personas/find-persona.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import { kitOf } from '#src/workshop/kit.ts'
import { readOpen } from '#src/workshop/store.ts'
import type { Command } from './command.ts'

/** `/persona workshop carla`: what one hour needs in which functions agree on a persona. */
export const workshop: Command = {
  name: 'workshop',
  does: 'an hour to agree on a persona',
  examples: ['workshop carla', 'workshop'],
  verbs: ['workshop', 'workshops'],
  run({ words }, { library }) {
    const named = personaNamed(library, words) ?? personaNamedAlmost(library, words)
    if (named)
      return {
        found: 'records',
        next: [],
        read: async (ctx) =>
          workshopKit(kitOf(named, await readOpen(ctx.db, named.slug), library), { library }),
      }
    const next = personasInOrder(library)
      .slice(0, 5)
      .map(({ slug }) => ({ text: shortName(library, slug), ask: `workshop ${slug}` }))
    if (words !== '') return { found: 'nothing', question: `a workshop on ${words}`, nearest: [], next }
    return { found: 'overview', blocks: workshopOnWhom(), next }
  },
}
