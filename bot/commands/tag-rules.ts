import { tagRuleList } from '#bot/views/tag-rule-trial.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import type { Command } from './command.ts'
import { entriesNamed } from './named.ts'
import { openEntry } from './next.ts'

/** `/persona tag-rules`: by which rules accounts are tagged, and the form of a new one. */
export const tagRules: Command = {
  name: 'tag-rules',
  does: 'rules that tag accounts',
  examples: ['tag-rules'],
  verbs: ['tag-rules', 'tag-rule'],
  run({ words }, { library }) {
    const [named] = words === '' ? [] : entriesNamed(library, 'tag-rule', { words, rest: words })
    if (named) return openEntry(library, named)
    const rules = entriesOf(library, 'tag-rule').filter(({ status }) => status === 'active')
    return { found: 'overview', blocks: tagRuleList(rules, library), next: [] }
  },
}
