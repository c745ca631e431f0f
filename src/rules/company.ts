import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { RuleNames } from './names.ts'

/** What the company adds to what every rule may speak of: its signals. */
export const companyNames = (library: Library): RuleNames => ({
  fields: [],
  signals: entriesOf(library, 'signal').map(({ slug, title, body }) => ({ slug, title, said: body.does })),
})
