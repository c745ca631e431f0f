import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { METHODS, type Method } from './tag.ts'

/** The order in which the ways of tagging count: the company's own, else ours. */
export function precedenceIn(library: Library): readonly Method[] {
  const [entry] = entriesOf(library, 'tag-precedence').toSorted((a, b) => a.slug.localeCompare(b.slug))
  return entry?.body.order ?? METHODS
}
