import { z } from 'zod'
import { type Block, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, joined, line, link, type Span } from '#bot/slack/text.ts'
import type { PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { stage } from '#src/lifecycle/stage.ts'
import { objectionIn } from '#src/preparation/choose.ts'
import type { AccountFacts } from '#src/preparation/facts.ts'
import { lineIn } from '#src/preparation/line.ts'
import { inTheRoom, missingFrom, type Seat } from '#src/preparation/room.ts'
import { freshnessTogether } from './freshness.ts'
import { happeningWords } from './happening.ts'
import { keyInWords, shortName } from './names.ts'
import { money } from './numbers.ts'
import { oneScreen } from './one-screen.ts'
import {
  claimSpans,
  counted,
  firstFew,
  inWords,
  lineSpans,
  quoted,
  type Reading,
  spokenSpans,
} from './reading.ts'
import { view } from './view.ts'

const lines = z.array(z.object({ kind: z.string(), slug: z.string(), id: z.string(), field: z.string() }))

/** Before a call: who will be there, where the account is, what happened, what to ask, expect and send. */
export const prepView = view({
  name: 'prep',
  about: z.object({
    account: z.string(),
    stage,
    questions: lines,
    theirs: lines.default([]),
    objection: z.object({ slug: z.string(), persona: z.string() }).optional(),
    send: lines,
    personas: z.array(z.string()),
  }),
  material: ({ questions, theirs, objection, send, personas }, library) => ({
    personas: personas.flatMap((slug) => findEntry(library, 'persona', slug) ?? []),
    questions: questions.flatMap((each) => lineIn(library, each) ?? []),
    theirs: theirs.flatMap((each) => lineIn(library, each) ?? []),
    objection: objection && objectionIn(library, objection),
    send: send.flatMap((each) => lineIn(library, each) ?? []),
  }),
  entries: entriesOfPrep,
  claims: (material) => claimsOfPrep(material),
  blocks: (material, reading, about) => {
    if (!reading.account) return [say(line('This account is no longer here.'))]
    const { facts, currency } = reading.account
    return oneScreen([ROOMY, TIGHT, TIGHTEST], (room) =>
      prepCard({ ...material, about, facts, currency, room }, reading),
    )
  },
})

type Placed = { entry: Entry; claim: PlacedClaim }
type Material = {
  personas: Entry<'persona'>[]
  questions: Placed[]
  theirs: Placed[]
  objection: ReturnType<typeof objectionIn>
  send: Placed[]
}

/** How many of each are said, and how long. */
type Room = { people: number; lately: number; most: number }
const ROOMY: Room = { people: 5, lately: 4, most: 220 }
const TIGHT: Room = { people: 4, lately: 3, most: 130 }
const TIGHTEST: Room = { people: 3, lately: 2, most: 90 }

function entriesOfPrep({ personas, questions, theirs, objection, send }: Material): Entry[] {
  const all = [
    ...personas,
    ...[...questions, ...theirs].map(({ entry }) => entry),
    ...(objection ? [objection.entry] : []),
    ...send.map(({ entry }) => entry),
  ]
  return [...new Map(all.map((entry) => [`${entry.kind}/${entry.slug}`, entry])).values()]
}

function claimsOfPrep({ questions, theirs, objection, send }: Material): PlacedClaim[] {
  const answer = objection?.claims.find(({ field }) => field === 'say')
  return [
    ...[...questions, ...theirs].map(({ claim }) => claim),
    ...(objection?.cause ? [objection.cause] : []),
    ...(answer ? [answer] : []),
    ...send.map(({ claim }) => claim),
  ]
}

type Card = Material & {
  about: { stage: string }
  facts: AccountFacts
  currency: string
  room: Room
}

function prepCard(card: Card, reading: Reading): Block[] {
  const { facts, room } = card
  return [
    say(
      line(bold(clip(facts.name, 120)), ` · ${standing(card, reading)}`),
      ...meeting(card, reading.library),
      ...happened(facts, room, reading),
      ...asking(card),
      ...expecting(card, reading.library),
      ...sending(card),
    ),
    ...freshnessTogether(entriesOfPrep(card), claimsOfPrep(card), reading),
  ]
}

/** "renewal in 63 days, €48,120 ARR" */
function standing({ about, facts, currency }: Card, { now, zone }: Reading): string {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const days = facts.renewsOn && today.until(facts.renewsOn).days
  const renewal = days !== undefined && days >= 0 ? `renewal in ${counted(days, 'day')}` : undefined
  const at = about.stage === 'renewal' && renewal ? [] : [about.stage]
  const arr = facts.arr === undefined || facts.arr === 0 ? undefined : `${money(facts.arr, currency)} ARR`
  const left = facts.endedOn && Temporal.PlainDate.compare(facts.endedOn, today) <= 0
  return [...at, ...(renewal && !left ? [renewal] : []), ...(arr ? [arr] : [])].join(', ')
}

/** Who will be there, each with the persona, and how one knows; and whom nobody is known to be. */
function meeting({ facts, room }: Card, library: Library) {
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

function happened({ lately }: AccountFacts, room: Room, reading: Reading) {
  if (lately.length === 0) return [line(bold('Lately: '), 'nothing in the last 30 days.')]
  const said = firstFew(lately, room.lately, (each) => happeningWords(each, reading))
  return [line(bold('Lately: '), ...joined(said, '; '), '.')]
}

const asking = ({ questions, theirs, room }: Card) => [
  ...spoken('Ask: ', questions, room),
  ...spoken('They may ask: ', theirs, room),
]

const spoken = (heading: string, placed: Placed[], { most }: Room) =>
  placed.length === 0
    ? []
    : [
        line(
          bold(heading),
          ...joined(
            placed.map(({ claim }) => spokenSpans(claim, most)),
            ' · ',
          ),
        ),
      ]

function expecting(
  { objection, room, about }: Card & { about: { objection?: { persona: string } | undefined } },
  library: Library,
) {
  const persona = about.objection?.persona
  if (!objection || persona === undefined) return []
  const { entry, cause, claims } = objection
  const answer = claims.find(({ field }) => field === 'say')
  return [
    line(
      bold('Expect '),
      `${quoted(entry.title)} from ${shortName(library, persona)}`,
      ...(cause ? [': ', ...claimSpans(cause, room.most)] : []),
      ...(answer ? [bold('\nThen: '), ...lineSpans(answer, room.most)] : []),
    ),
  ]
}

function sending({ send }: Card) {
  const links = send.flatMap(({ claim: { asset } }) =>
    asset ? [[link(asset.url, clip(asset.title, 90))]] : [],
  )
  return links.length === 0 ? [] : [line(bold('Send: '), ...joined(links, ' · '))]
}
