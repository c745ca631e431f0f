import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { companyNames } from '#src/rules/company.ts'
import { CONTACT_FIELDS, type RuleField, type RuleNames } from '#src/rules/names.ts'
import { TAG_FIELDS } from './rule-fields.ts'

/** What a tag rule may speak of. */
/** What is kept of people beyond their columns is called as the dictionary calls it. */
const contactFields = (library: Library): RuleField[] =>
  entriesOf(library, 'field').flatMap(({ title, body }) => {
    const [table, column = ''] = body.field.split('.')
    const path = `contact.attributes.${column}`
    const called = title.charAt(0).toLowerCase() + title.slice(1)
    return table !== 'contacts' || CONTACT_FIELDS.some((field) => field.path === `contact.${column}`)
      ? []
      : [{ path, title: called, type: 'text' as const }]
  })

export const tagNames = (library: Library): RuleNames => {
  const { fields, signals } = companyNames(library)
  return { fields: [...TAG_FIELDS, ...fields, ...contactFields(library)], signals }
}
