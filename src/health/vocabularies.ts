import { entriesOf, type Library } from '#src/knowledge/library.ts'

/** A word that means two personas. */
export type Clash = { term: string; personas: [string, string] }

/** Words by which teams mean different personas; slugs of the personas in use. */
export function clashesIn(library: Library): Clash[] {
  const known = new Map<string, { term: string; persona: string }>()
  const clashes: Clash[] = []
  for (const { term, persona } of wordsFor(library)) {
    const key = term.trim().toLowerCase()
    const before = known.get(key)
    if (before && before.persona !== persona)
      clashes.push({ term: before.term, personas: [before.persona, persona] })
    if (!before) known.set(key, { term, persona })
  }
  return clashes
}

const wordsFor = (library: Library): { term: string; persona: string }[] => [
  ...entriesOf(library, 'persona').flatMap(({ slug, names }) =>
    names.map((term) => ({ term, persona: slug })),
  ),
  ...entriesOf(library, 'vocabulary').flatMap(({ names, body: { persona } }) =>
    persona === undefined ? [] : names.map((term) => ({ term, persona })),
  ),
]
