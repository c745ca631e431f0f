import { shortName } from '#bot/views/names.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { personasInOrder } from '#src/personas/in-order.ts'

/** An example with the names that this company's entries have in place of those of the demo company. */
export function inTheirWords(example: string, library: Library): string {
  const [first, second] = personasInOrder(library)
  const [objection] = entriesOf(library, 'objection')
  const [competitor] = entriesOf(library, 'competitor')
  const theirs: [string, Entry | undefined][] = [
    ['carla', first],
    ['finn', second],
    ['tourmin', competitor],
    ['too expensive', objection],
  ]
  return theirs.reduce((text, [demo, entry]) => {
    const isKnown = [...library.entries.values()].some(({ names }) =>
      names.some((name) => isCalled(name, demo)),
    )
    return entry && !isKnown ? text.replaceAll(demo, calledIn(library, entry)) : text
  }, example)
}

const isCalled = (name: string, demo: string): boolean => name.toLowerCase() === demo

const calledIn = (library: Library, { kind, slug, title }: Entry): string =>
  (kind === 'persona' ? shortName(library, slug) : title).toLowerCase()
