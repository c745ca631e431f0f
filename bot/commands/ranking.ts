import type { Entry } from '#src/knowledge/entry.ts'
import type { Asking, Found } from './command.ts'
import { interpret } from './index.ts'

/**
 * The entries that an answer puts before whoever asked, in that order: those that it is from, those that were
 * considered, and those a button away. A refusal holds the first place itself, since nothing was answered.
 */
export function rankingOf(found: Found, asking: Asking): (Entry | undefined)[] {
  const ranked = [...placesOf(found), ...found.next.flatMap(({ ask }) => opened(ask, asking))]
  return [...new Set(ranked)]
}

function placesOf(found: Found): (Entry | undefined)[] {
  switch (found.found) {
    case 'entry':
      return [...found.entries, ...(found.considered ?? [])]
    case 'nothing':
      return [undefined, ...found.nearest]
    case 'overview':
    case 'records':
    case 'form':
    case 'looked-up':
      return []
  }
}

/** The entry that a button leads to. */
function opened(ask: string, asking: Asking): Entry[] {
  const found = interpret(ask, asking)
  return found.found === 'entry' ? [found.entries[0]] : []
}
