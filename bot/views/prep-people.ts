import { clip } from '#bot/slack/limits.ts'
import { bold, italic, joined, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { AccountFacts } from '#src/preparation/facts.ts'
import { inTheRoom, missingFrom, type Seat } from '#src/preparation/room.ts'
import { keyInWords, shortName } from './names.ts'
import type { Room } from './prep-lines.ts'
import { inWords } from './reading.ts'

/** Who will be there, each with the persona, and how one knows; and whom nobody is known to be. */
export function meeting(
  { facts, room }: { facts: AccountFacts; room: Pick<Room, 'people'> },
  library: Library,
) {
  const seats = inTheRoom(facts, library)
  const more = facts.morePeople + Math.max(0, seats.length - room.people)
  if (seats.length === 0)
    return [line(bold('Who they are'), ' nobody has said yet: ask the last of the questions first.')]
  const missing = missingFrom(seats, library).map(
    ({ persona, role }) => `${shortName(library, persona)} (${keyInWords(role)})`,
  )
  return [
    line(
      bold("You'll meet "),
      ...joined(
        seats.slice(0, room.people).map((seat) => seatSpans(seat, library)),
        ', ',
      ),
      more > 0 ? `, and ${more} more` : '',
      '.',
      missing.length > 0 ? italic(` Nobody known yet as ${inWords(missing)}.`) : '',
    ),
  ]
}

function seatSpans({ persona, role, person, basis, ofAccount }: Seat, library: Library): Span[] {
  const name = persona && shortName(library, persona)
  const who = person?.name ?? person?.title
  const known = {
    tagged: ofAccount ? "the account's tag" : 'tagged',
    title: 'a guess from the title',
    unknown: 'no persona yet',
  }[basis]
  const told = [role && keyInWords(role), known].filter((each) => each !== undefined).join('; ')
  const title = person?.name !== undefined && person.title ? `, ${clip(person.title, 60)}` : ''
  if (who === undefined) return [bold(name ?? 'somebody'), ` (${told})`]
  return [clip(who, 60), title, ...(name ? [': ', bold(name)] : []), ` (${told})`]
}
