import { compareWhom, comparisonView, MOST_COMPARED, tooManyToCompare } from '#bot/views/comparison.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { personaNamedAlmost } from '#src/personas/find-persona.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import { isStopWord } from '#src/search/words.ts'
import type { Asked } from './asked.ts'
import type { Command, Found } from './command.ts'

/** `/persona compare carla finn`: what changes between them. */
export const compare: Command = {
  name: 'compare',
  does: 'side by side',
  examples: ['compare carla finn', 'carla vs finn'],
  verbs: ['compare', 'difference', 'differences'],
  run(asked, { library }) {
    const { personas, unknown } = personasMeant(asked, library)
    if (personas.length >= 2) return comparePersonas(personas, library)
    const names = personas.map(({ slug }) => shortName(library, slug))
    const all = personasInOrder(library).filter(({ body }) => body.kind !== 'negative')
    const examples = [...new Set([...personas, ...all])].slice(0, 2)
    const next = all
      .filter((each) => !personas.includes(each))
      .slice(0, 4)
      .map(({ slug }) => buttonFor(personas, slug, library))
    const blocks = compareWhom(
      names,
      unknown,
      examples.map(({ slug }) => shortName(library, slug).toLowerCase()),
    )
    return { found: 'overview', blocks, next }
  },
}

/** Two or three personas side by side, each a button away. */
export function comparePersonas(personas: Entry<'persona'>[], library: Library): Found {
  const next = personas.map(({ slug }) => ({ text: shortName(library, slug), ask: slug }))
  const [first, ...others] = personas
  if (!first || personas.length > MOST_COMPARED) {
    const names = personas.map(({ slug }) => shortName(library, slug))
    return { found: 'overview', blocks: tooManyToCompare(names), next: next.slice(0, 6) }
  }
  const shown = comparisonView.of({ personas: personas.map(({ slug }) => slug) })
  return { found: 'entry', shown, entries: [first, ...others], next }
}

/** Whom the words name, rightly spelt or not, and what is left. */
function personasMeant({ personas, rest }: Asked, library: Library) {
  const words = rest.split(/\s+/).filter((word) => word !== '' && !isStopWord(word.toLowerCase()))
  const read = words.map((word) => ({ word, persona: personaNamedAlmost(library, word) }))
  const meant = new Set([...personas, ...read.flatMap(({ persona }) => persona ?? [])])
  const unknown = read.filter(({ persona }) => !persona).map(({ word }) => word)
  return { personas: [...meant], unknown: unknown.join(' ') }
}

function buttonFor(personas: Entry<'persona'>[], slug: string, library: Library) {
  const who = shortName(library, slug)
  const [one] = personas
  if (!one) return { text: who, ask: slug }
  const first = shortName(library, one.slug)
  return { text: label.bothOf(first, who), ask: `compare ${first} ${who}` }
}
