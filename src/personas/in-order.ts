import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'

const KINDS = ['primary', 'secondary', 'negative']

/** All personas: by their rank, then the primary ones, the secondary ones and those to turn away, then by name. */
export function personasInOrder(library: Library): Entry<'persona'>[] {
  const rank = ({ body }: Entry<'persona'>) => body.rank ?? Number.MAX_SAFE_INTEGER
  return entriesOf(library, 'persona').toSorted(
    (a, b) => rank(a) - rank(b) || KINDS.indexOf(a.body.kind) - KINDS.indexOf(b.body.kind),
  )
}
