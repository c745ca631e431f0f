import { signalsOverview } from '#bot/views/signals.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { countSignals } from '#src/signals/count-signals.ts'
import type { Command } from './command.ts'
import { entriesNamed } from './named.ts'
import { openEntry } from './next.ts'

const DAYS = 30

/** `/persona signals`: what customers did lately, by signal, and what came in that no signal knows. */
export const signals: Command = {
  name: 'signals',
  does: 'what customers did lately',
  examples: ['signals'],
  verbs: ['signals', 'signal'],
  takesText: true,
  run({ words }, { library }) {
    const [named] = words === '' ? [] : entriesNamed(library, 'signal', { words, rest: words })
    if (named) return openEntry(library, named)
    const known = entriesOf(library, 'signal').filter(({ status }) => status === 'active')
    return {
      found: 'records',
      read: async ({ db, now }) => {
        const slugs = known.map(({ slug }) => slug)
        const counts = await countSignals(db, slugs, now().subtract({ hours: 24 * DAYS }))
        return signalsOverview(known, counts, DAYS)
      },
      next: [],
    }
  },
}
