import { label } from '#bot/views/labels.ts'
import { personaList } from '#bot/views/listing.ts'
import { shortName } from '#bot/views/names.ts'
import { emptyKnowledge } from '#bot/views/sentences.ts'
import { personaNamed, personaNamedAlmost } from '#src/personas/find-persona.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import type { Asking, Command, Found } from './command.ts'
import { openEntry } from './next.ts'

/** `/persona carla` and `/persona`: one card, or all personas. */
export const persona: Command = {
  name: 'persona',
  does: 'the one-page card',
  examples: ['carla', 'finn', 'list'],
  verbs: ['list', 'personas'],
  takesText: true,
  run({ words }, asking) {
    const named = personaNamed(asking.library, words) ?? personaNamedAlmost(asking.library, words)
    if (!named) return listPersonas(asking)
    return openEntry(asking.library, named, words)
  },
}

function listPersonas(asking: Asking): Found {
  const personas = personasInOrder(asking.library)
  if (personas.length === 0) return { found: 'overview', blocks: emptyKnowledge(), next: [] }
  const next = personas
    .filter(({ body }) => body.kind !== 'negative')
    .slice(0, 5)
    .map(({ slug }) => ({ text: shortName(asking.library, slug), ask: slug }))
  return {
    found: 'overview',
    blocks: personaList(asking),
    next: [...next, { text: label.howToAsk, ask: 'help' }],
  }
}
