import { dictionaryView } from '#bot/views/field.ts'
import { label } from '#bot/views/labels.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { closest } from '#src/search/closest.ts'
import type { Command } from './command.ts'

/** `/persona field`: the data dictionary; `/persona field mrr`: one field, by any of its names. */
export const field: Command = {
  name: 'field',
  does: 'what a number means, and where it comes from',
  examples: ['field', 'field renewal date'],
  verbs: ['field', 'fields', 'dictionary'],
  takesText: true,
  run({ rest }, { library }) {
    const all = entriesOf(library, 'field')
    const byName = new Map(
      all.flatMap((entry) =>
        [entry.title, entry.slug, ...entry.names].map((name) => [name.toLowerCase(), entry] as const),
      ),
    )
    const wanted = rest.trim().toLowerCase()
    const one = byName.get(wanted) ?? byName.get(closest(wanted, byName.keys()) ?? '')
    if (wanted !== '' && one)
      return {
        found: 'entry',
        shown: { view: 'field', slug: one.slug },
        entries: [one],
        next: [{ text: label.allFields, ask: 'field' }],
      }
    return {
      found: 'overview',
      blocks: dictionaryView(library),
      next: all.slice(0, 3).map(({ title }) => ({ text: title, ask: `field ${title}` })),
    }
  },
}
