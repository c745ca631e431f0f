import type { Hidden } from '#src/dictionary/sight.ts'
import type { Who } from './who.ts'

/** Who somebody is, as somebody else may see it: people stay in the list under their ids. */
export function seenWho(who: Who, hidden: Hidden): Who {
  const [named, titled, tagged] = ['name', 'title', 'persona'].map(
    (column) => !hidden.has(`contacts.${column}`),
  )
  const people = who.people.map(({ id, name, does, persona, tag }) => ({
    id,
    name: named ? name : id,
    does: titled ? does : undefined,
    ...(tagged ? { persona, tag } : { persona: undefined, tag: undefined }),
  }))
  return { ...who, people }
}
