import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'

/** Those to turn away: the ones that are active first, then by name. */
export const negativePersonas = (library: Library): Entry<'persona'>[] =>
  entriesOf(library, 'persona')
    .filter(({ body }) => body.kind === 'negative')
    .toSorted((a, b) => Number(b.status === 'active') - Number(a.status === 'active'))
