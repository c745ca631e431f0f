import type { Library } from '#src/knowledge/library.ts'
import { companyNames } from '#src/rules/company.ts'
import type { RuleNames } from '#src/rules/names.ts'
import { TAG_FIELDS } from './rule-fields.ts'

/** What a tag rule may speak of. */
export const tagNames = (library: Library): RuleNames => {
  const { fields, signals } = companyNames(library)
  return { fields: [...TAG_FIELDS, ...fields], signals }
}
