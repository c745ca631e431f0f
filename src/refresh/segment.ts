import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { Evidence, Share } from './checklist.ts'

export type Persona = Entry<'persona'>

/** How many customers each persona had at the end of two months half a year apart; under "" those without one. */
export type Sizes = {
  now: { month: string; of: number; n: ReadonlyMap<string, number> } | undefined
  earlier: { month: string; of: number; n: ReadonlyMap<string, number> } | undefined
  /** Accounts that had another persona at the first of them. */
  moved: { from: string; to: string; accounts: number }[]
}

const shareIn = (slug: string, at: Sizes['now']): Share | undefined =>
  at && { month: at.month, n: at.n.get(slug) ?? 0, of: at.of }

/** What part of all customers a persona is and was. */
export function sharesOf(slug: string, { now, earlier }: Sizes): { now?: Share; earlier?: Share } {
  const shares = { now: shareIn(slug, now), earlier: shareIn(slug, earlier) }
  return { ...(shares.now && { now: shares.now }), ...(shares.earlier && { earlier: shares.earlier }) }
}

/** How large a persona is and was, who came and went, and what it is called as well as another. */
export function segmentOf(
  persona: Persona,
  { sizes, library }: { sizes: Sizes; library: Library },
): Evidence {
  const { slug } = persona
  return {
    about: 'segment',
    ...sharesOf(slug, sizes),
    ...(sizes.earlier && { moved: movedOf(slug, sizes.moved) }),
    shared: sharedNames(persona, library),
  }
}

const sum = (moves: Sizes['moved']): number => moves.reduce((all, { accounts }) => all + accounts, 0)

/** Where the border to another persona is not clear, accounts are retagged across it. */
function movedOf(slug: string, moves: Sizes['moved']) {
  const [arrived, left] = [moves.filter(({ to }) => to === slug), moves.filter(({ from }) => from === slug)]
  const byOther = Map.groupBy([...arrived, ...left], ({ from, to }) => (to === slug ? from : to))
  const [most] = [...byOther]
    .filter(([persona]) => persona !== '')
    .map(([persona, some]) => ({ persona, accounts: sum(some) }))
    .toSorted((a, b) => b.accounts - a.accounts)
  return { in: sum(arrived), out: sum(left), ...(most && { mostWith: most }) }
}

const keyOf = (name: string): string => name.trim().toLowerCase()

/** What people call a persona: its own names, and the words of the vocabulary that mean it. */
const namesOf = ({ slug, names }: Persona, library: Library): string[] => [
  ...names,
  ...entriesOf(library, 'vocabulary')
    .filter(({ body }) => body.persona === slug)
    .flatMap((term) => term.names),
]

/** What this persona and another are both called. */
function sharedNames(persona: Persona, library: Library): { name: string; persona: string }[] {
  const mine = new Map(namesOf(persona, library).map((name) => [keyOf(name), name]))
  const others = entriesOf(library, 'persona').filter(({ slug }) => slug !== persona.slug)
  return others.flatMap((other) =>
    [...new Set(namesOf(other, library).map(keyOf))].flatMap((key) => {
      const name = mine.get(key)
      return name === undefined ? [] : [{ name, persona: other.slug }]
    }),
  )
}
