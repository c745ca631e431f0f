import { z } from 'zod'
import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import { ORIENTATIONS, type Orientation } from '#src/arguments/argument.ts'
import { argumentsFor, ownClaims } from '#src/arguments/for-whom.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { claimsIn, shortened, whomSpans } from './concerning.ts'
import { freshnessTogether } from './freshness.ts'
import { shortName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { capital, claimSpans, firstFew, lineSpans, quoted, type Reading } from './reading.ts'
import { view } from './view.ts'

/** Why it is worth it: for one persona over the three orientations, or one orientation, for one persona or all. */
export const valueView = view({
  name: 'value',
  about: z.object({ persona: z.string().optional(), orientation: z.enum(ORIENTATIONS).optional() }),
  material: ({ persona, orientation }, library) => {
    const found = argumentsFor(library, persona).filter(
      ({ body }) => orientation === undefined || body.orientation === orientation,
    )
    return found.length === 0 ? undefined : found
  },
  entries: (found) => found,
  claims: claimsFor,
  blocks: (found, reading, about) =>
    oneScreen(about.orientation === undefined ? [SHORT, SHORTER, SHORTEST] : [LONG, MEDIUM, SHORT], (room) =>
      valueCard(found, about, room, reading),
    ),
})

type About = { persona?: string | undefined; orientation?: Orientation | undefined }

/** How many of each, and how long. */
type Room = { points: number; lines: number; most: number }
const LONG: Room = { points: 4, lines: 3, most: 260 }
const MEDIUM: Room = { points: 3, lines: 2, most: 200 }
const SHORT: Room = { points: 2, lines: 1, most: 160 }
const SHORTER: Room = { points: 1, lines: 1, most: 160 }
const SHORTEST: Room = { points: 1, lines: 1, most: 100 }

function claimsFor(found: Entry<'argument'>[], { persona }: About): PlacedClaim[] {
  return found
    .flatMap(({ body }) => claimsOf(body))
    .filter((claim) => !claim.persona || !persona || claim.persona === persona)
}

function valueCard(found: Entry<'argument'>[], about: About, room: Room, reading: Reading): Block[] {
  const byOrientation = Map.groupBy(found, ({ body }) => body.orientation)
  return [
    say(
      heading(found, about, reading),
      ...[...byOrientation].flatMap(([orientation, some]) => parts(orientation, some, about, room, reading)),
    ),
    ...freshnessTogether(found, claimsFor(found, about), reading),
  ]
}

/** "Why it is worth it for Carla: efficiency first." */
function heading(found: Entry<'argument'>[], { persona, orientation }: About, { library }: Reading) {
  if (persona === undefined)
    return line(bold(orientation ? `Why it is worth it: ${orientation}, by persona` : 'Why it is worth it'))
  const who = shortName(library, persona)
  const [strongest] = found
  const own = ownClaims(library, persona).get(orientation ?? strongest?.body.orientation ?? 'risk') ?? 0
  if (own === 0)
    return line(
      bold(`Why it is worth it for ${who}`),
      italic(` · nothing is written for ${who} alone yet; this holds for everyone`),
    )
  return line(bold(`Why it is worth it for ${who}: ${orientation ?? `${strongest?.body.orientation} first`}`))
}

/** One orientation: the points, then how to say them and what proves them. */
function parts(
  orientation: Orientation,
  found: Entry<'argument'>[],
  { persona, orientation: only }: About,
  { points, lines, most }: Room,
  { library }: Reading,
) {
  const claims = (field: string) =>
    found.flatMap((entry) => claimsIn(entry, field, persona).map((claim) => shortened(claim, most)))
  const said = (label: string, field: string, spans: (claim: PlacedClaim) => Span[]) =>
    claims(field)
      .slice(0, lines)
      .map((claim): Span[] => [italic(`${label}: `), ...whomSpans(claim, persona, library), ...spans(claim)])
  const items: Span[][] = [
    ...firstFew(claims('points'), points, (claim) => [
      ...whomSpans(claim, persona, library),
      ...claimSpans(claim),
    ]),
    ...said('Say', 'say', spokenShort),
    ...said('Proof', 'proof', (claim) => lineSpans(claim)),
    ...(only === undefined ? [] : said("Don't", 'never', (claim) => claimSpans(claim))),
  ]
  return listed(capital(orientation), items)
}

const spokenShort = (claim: PlacedClaim): Span[] => lineSpans({ ...claim, text: quoted(claim.text) })
