import { label } from '#bot/views/labels.ts'
import { rulesOverview } from '#bot/views/voting-rules.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import type { Command } from './command.ts'

/** `/persona rules`: who decides on which changes; `/persona rules wording alone`: one rule, to read or to change. */
export const rules: Command = {
  name: 'rules',
  does: 'who decides on which changes',
  examples: ['rules'],
  verbs: ['rules'],
  takesText: true,
  run({ rest }, { library }) {
    const all = entriesOf(library, 'voting-rule')
    const wanted = rest.trim().toLowerCase()
    const one = all.find(({ title, slug }) => wanted !== '' && [title.toLowerCase(), slug].includes(wanted))
    if (one)
      return {
        found: 'entry',
        shown: { view: 'voting-rule', slug: one.slug },
        entries: [one],
        next: [{ text: label.allRules, ask: 'rules' }],
      }
    return {
      found: 'overview',
      blocks: rulesOverview(library),
      next: all.slice(0, 5).map(({ title }) => ({ text: title, ask: `rules ${title}` })),
    }
  },
}
