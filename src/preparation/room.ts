import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { personasIn } from '#src/personas/find-persona.ts'
import type { AccountFacts, Person } from './facts.ts'

/** How one knows which persona somebody is. */
type Basis = 'tagged' | 'title' | 'unknown'

/** A persona whom one will meet, and how one knows. */
export type Seat = {
  persona: string | undefined
  /** What they are in the buying committee: champion, decision-maker … */
  role: string | undefined
  /** The person, if anybody is known. */
  person: Person | undefined
  basis: Basis
  /** The account as a whole carries this tag, and no person does. */
  ofAccount: boolean
}

/** Who decides, or stops it, weighs more than who advises. */
const WEIGHTS = ['decision-maker', 'blocker', 'champion', 'influencer']

/**
 * Who will be in the room: the people of an account, each tagged or guessed by their title, and the account's own
 * persona where nobody of it is known.
 */
export function inTheRoom({ people, persona }: AccountFacts, library: Library): Seat[] {
  const known = people.map((person) => ({ person, ...whoIs(person, library) }))
  const committee = committeeFor(
    [persona, ...known.map((each) => each.persona)].filter((slug) => slug !== undefined),
    library,
  )
  const roleOf = (slug: string | undefined) =>
    committee?.body.members.find((member) => member.persona === slug)?.role
  const seats = known.map((each) => ({ ...each, role: roleOf(each.persona), ofAccount: false }))
  const isThere = persona === undefined || seats.some((seat) => seat.persona === persona)
  const own: Seat = { persona, role: roleOf(persona), person: undefined, basis: 'tagged', ofAccount: true }
  return isThere ? seats : [own, ...seats]
}

/** Which persona somebody is: the one they are tagged with, or the one that their title names. */
export function whoIs(
  { persona, title }: Pick<Person, 'persona' | 'title'>,
  library: Library,
): Pick<Seat, 'persona' | 'basis'> {
  if (persona !== undefined) return { persona, basis: 'tagged' }
  const { personas } = title === undefined ? { personas: [] } : personasIn(library, title)
  const [guess, ...others] = personas.filter(({ status }) => status !== 'retired')
  return guess && others.length === 0
    ? { persona: guess.slug, basis: 'title' }
    : { persona: undefined, basis: 'unknown' }
}

/** The buying committee in which the most of these personas sit. */
function committeeFor(personas: string[], library: Library): Entry<'committee'> | undefined {
  const sitting = ({ body }: Entry<'committee'>) =>
    new Set(body.members.map(({ persona }) => persona).filter((slug) => personas.includes(slug))).size
  const [best] = entriesOf(library, 'committee')
    .filter((each) => sitting(each) > 0)
    .toSorted((a, b) => sitting(b) - sitting(a) || a.body.members.length - b.body.members.length)
  return best
}

/** The personas of a room, each once: the account's `own` first, then those whose word weighs most. */
export function personasOf(room: Seat[], own?: string): string[] {
  const weight = ({ role, persona }: Seat) => {
    const at = WEIGHTS.indexOf(role ?? '')
    return persona === own ? -1 : at < 0 ? WEIGHTS.length : at
  }
  const slugs = room.toSorted((a, b) => weight(a) - weight(b)).flatMap(({ persona }) => persona ?? [])
  return [...new Set(slugs)]
}

/** Who usually decides with these, and whom nobody at the account is known to be. */
export function missingFrom(room: Seat[], library: Library): { persona: string; role: string }[] {
  const there = personasOf(room)
  const members = committeeFor(there, library)?.body.members ?? []
  const missing = members.filter(({ persona }) => !there.includes(persona))
  return [...new Map(missing.map(({ persona, role }) => [persona, { persona, role }])).values()]
}
