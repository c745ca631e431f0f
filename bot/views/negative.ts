import { z } from 'zod'
import { type Block, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, code, italic, joined, line, type Span } from '#bot/slack/text.ts'
import type { PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { disqualificationRate, type Leads } from '#src/leads/leads.ts'
import { negativePersonas } from '#src/personas/negative.ts'
import { claimsIn, shortened } from './concerning.ts'
import { freshness, freshnessTogether, saidOfResearch } from './freshness.ts'
import { shortName } from './names.ts'
import { percent, plainNumber } from './numbers.ts'
import { oneScreen } from './one-screen.ts'
import { claimSpans, firstFew, inWords, type Reading, spokenSpans } from './reading.ts'
import { view } from './view.ts'

/** Whom to turn away, by what, and how to say it kindly; `not`: somebody asked about who is none of them. */
export const negativeView = view({
  name: 'negative',
  about: z.object({ slug: z.string().optional(), not: z.string().optional() }),
  material: ({ slug }, library) => {
    const found = slug === undefined ? negativePersonas(library) : [findEntry(library, 'persona', slug)]
    const [first, ...others] = found.filter((each) => each !== undefined)
    return first && [first, ...others]
  },
  entries: (personas) => personas,
  claims: (personas) => personas.flatMap(claimsOfNegative),
  blocks: (personas, reading, about) =>
    oneScreen([ROOMY, TIGHT, TIGHTER, TIGHTEST], (room) =>
      about.slug === undefined
        ? allCard(personas, about.not, room, reading)
        : personas.flatMap((persona) => oneCard(persona, room, reading)),
    ),
})

/** How many criteria, how many personas, and how long. */
type Room = { criteria: number; personas: number; most: number }
const ROOMY: Room = { criteria: 5, personas: 6, most: 200 }
const TIGHT: Room = { criteria: 3, personas: 6, most: 110 }
const TIGHTER: Room = { criteria: 2, personas: 4, most: 80 }
const TIGHTEST: Room = { criteria: 1, personas: 3, most: 60 }

/** A line that is said word for word stands whole, unless it is a speech. */
const LINE = 200

const claimsOfNegative = (persona: Entry<'persona'>): PlacedClaim[] =>
  ['exclusionCriteria', 'say', 'neverSay', 'proofPoints'].flatMap((field) => claimsIn(persona, field))

const KINDS = {
  'high-churn': 'leaves soon (high churn)',
  'low-ltv': 'brings less than it costs to win (low LTV)',
  'support-intensive': 'needs more support than it pays for',
  'poor-fit': 'the product does not fit (poor fit)',
  premature: 'too early (premature)',
}

const kindWords = ({ body }: Entry<'persona'>): string =>
  body.exclusion === undefined ? 'turned away' : KINDS[body.exclusion]

/** One of them: by what to know them, what to say, what never, and when to come back. */
function oneCard(persona: Entry<'persona'>, { criteria, most }: Room, reading: Reading): Block[] {
  const { library, leads } = reading
  const who = shortName(library, persona.slug)
  const claims = (field: string, few: number) =>
    claimsIn(persona, field)
      .slice(0, few)
      .map((claim) => shortened(claim, most))
  const facts: Span[][] = [
    ...claimsIn(persona, 'say')
      .slice(0, 2)
      .map((claim) => [bold('Say: '), ...spokenSpans(claim, LINE)]),
    ...claims('neverSay', 1).map((claim) => [bold('Never say: '), ...spokenSpans(claim)]),
    ...notYet(persona, most),
    ...claims('proofPoints', 1).map((claim) => [bold('Why: '), ...claimSpans(claim)]),
  ]
  const known = claimsIn(persona, 'exclusionCriteria').map((claim) => claimSpans(shortened(claim, most)))
  return [
    say(
      line(bold(`Turn ${who} away: ${kindWords(persona)}.`)),
      ...(known.length > 0
        ? listed(
            'By what you know them',
            firstFew(known, criteria, (spans) => spans),
          )
        : [line('No criteria are written down yet: propose some.')]),
      facts.length > 0 ? line(...joined(facts, '\n')) : undefined,
    ),
    ...rateBlocks(leads, reading, persona),
    freshness(persona, reading),
  ]
}

/** Premature is not never. */
const notYet = ({ body }: Entry<'persona'>, most: number): Span[][] =>
  body.exclusion === 'premature'
    ? [
        [
          bold('Not yet: '),
          shortened({ text: body.revisit ?? 'nobody wrote down when to come back' }, most).text,
        ],
      ]
    : []

/** All of them, the active ones first. */
function allCard(
  personas: Entry<'persona'>[],
  not: string | undefined,
  room: Room,
  reading: Reading,
): Block[] {
  const { library, leads } = reading
  const names = inWords(personas.map(({ slug }) => shortName(library, slug)))
  return [
    say(
      line(
        bold(not === undefined ? '' : `${shortName(library, not)} is nobody to turn away. `),
        bold(`Turn away ${names}.`),
      ),
      ...personas.slice(0, room.personas).flatMap((persona) => oneOfAll(persona, room, library)),
      personas.length > room.personas
        ? line(italic(`… and ${personas.length - room.personas} more`))
        : undefined,
    ),
    ...rateBlocks(leads, reading),
    ...freshnessTogether(personas, personas.flatMap(claimsOfNegative), reading),
  ]
}

function oneOfAll(persona: Entry<'persona'>, { criteria, most }: Room, library: Library) {
  const hypothesis =
    persona.status === 'active' ? '' : ` · ${persona.status}, ${saidOfResearch(persona, library)}`
  const known = claimsIn(persona, 'exclusionCriteria').map((claim) => claimSpans(shortened(claim, most)))
  return [
    line(bold(shortName(library, persona.slug)), `: ${kindWords(persona)}`, italic(hypothesis)),
    ...listedItems([
      ...firstFew(known, criteria, (spans) => spans),
      ...claimsIn(persona, 'say')
        .slice(0, 1)
        .map((claim) => [italic('Say: '), ...spokenSpans(claim, LINE)]),
      ...notYet(persona, most),
    ]),
  ]
}

const listedItems = (items: Span[][]) => listed('', items).slice(1)

/** How many leads are turned away; nothing where that wasn't read. */
function rateBlocks(leads: Leads | undefined, { library }: Reading, persona?: Entry<'persona'>): Block[] {
  if (leads === undefined) return []
  const rate = disqualificationRate(leads)
  const tagged = persona ? (leads.byPersona.get(persona.slug) ?? 0) : 0
  const whose = persona && tagged > 0 ? `, ${tagged} turned away as ${shortName(library, persona.slug)}` : ''
  switch (rate.is) {
    case 'unknown':
      return [
        small("I can't know the rate until leads are imported: ", code('import-accounts … --table contacts')),
      ]
    case 'insufficient':
      return [small(`Leads turned away${whose}: insufficient data (n = ${rate.n})`)]
    case 'usual':
      return [
        small(`${percent(rate.share, 0)} of leads are turned away (n = ${plainNumber(rate.n)})${whose}`),
      ]
    case 'low':
      return [
        say(
          line(
            bold('Fewer than one in five leads is turned away'),
            ` (${percent(rate.share, 0)}, n = ${plainNumber(rate.n)}${whose}): no negative personas, or nobody uses them.`,
          ),
        ),
      ]
  }
}
