import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { ACCOUNT_FIELDS, type RuleField, type RuleNames } from './names.ts'

/** What the company adds to what every rule may speak of: its signals, and what its dictionary says of accounts. */
export const companyNames = (library: Library): RuleNames => ({
  fields: entriesOf(library, 'field').flatMap(({ title, body }) => fieldOf(title, body) ?? []),
  signals: entriesOf(library, 'signal').map(({ slug, title, body }) => ({ slug, title, said: body.does })),
})

/** A further column of accounts, as a rule asks for it. Its type is a number's where the dictionary gives a unit. */
function fieldOf(title: string, body: { field: string; unit?: string | undefined }): RuleField | undefined {
  const [table, column = ''] = body.field.split('.')
  const name = column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  if (table !== 'accounts' || ACCOUNT_FIELDS.some(({ path }) => path === `account.${name}`)) return undefined
  const called = title.charAt(0).toLowerCase() + title.slice(1)
  const said = { path: `account.attributes.${column}`, title: called }
  return body.unit === undefined ? { ...said, type: 'text' } : { ...said, type: 'number', unit: body.unit }
}
