import { decide as form } from '#bot/modals/decide.ts'
import { formFromCommand, noPersonasToDecide } from '#bot/views/decide-form.ts'
import { decisionList, whatToDecide } from '#bot/views/decision.ts'
import { DECIDED_NAMES } from '#src/decisions/decision.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import type { Command } from './command.ts'
import { entriesNamed } from './named.ts'
import { openEntry } from './next.ts'

/** `/persona decisions`: what the board decided beside what entries say, and why. */
export const decisions: Command = {
  name: 'decisions',
  does: 'what the board decided, and why',
  examples: ['decisions'],
  verbs: ['decisions'],
  takesText: true,
  run({ words }, asking) {
    const { library } = asking
    const [named] = words === '' ? [] : entriesNamed(library, 'decision', { words, rest: words })
    if (named) return openEntry(library, named)
    const next = entriesOf(library, 'decision')
      .slice(0, 4)
      .map(({ title }) => ({ text: title, ask: `decisions ${title}` }))
    return { found: 'overview', blocks: decisionList(asking), next }
  },
}

/** `/persona decide weights`: the form of a decision; without a word, all that there is to decide. */
export const decide: Command = {
  name: 'decide',
  does: 'record a decision',
  examples: ['decide', 'decide weights'],
  verbs: ['decide'],
  takesText: true,
  run({ words }, { library }) {
    if (personasInOrder(library).length === 0)
      return { found: 'overview', blocks: noPersonasToDecide(), next: [] }
    const decided = DECIDED_NAMES.find((name) => name === words.toLowerCase())
    if (!decided) return { found: 'overview', blocks: whatToDecide(), next: [] }
    return {
      found: 'form',
      open: (ctx) => {
        const today = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate().toString()
        return Promise.resolve(form.open({ decided }, { decided, library, today }))
      },
      instead: formFromCommand(),
      next: [],
    }
  },
}
