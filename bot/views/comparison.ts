import { z } from 'zod'
import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, code, italic, line, type Span } from '#bot/slack/text.ts'
import type { PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { claimsIn, shortened } from './concerning.ts'
import { freshnessTogether } from './freshness.ts'
import { shortName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { claimSpans, inWords, quoted, type Reading } from './reading.ts'
import { view } from './view.ts'

/** So many personas still fit on a phone side by side. */
export const MOST_COMPARED = 3

/** What changes how one treats somebody, and the field of a persona that says it. Three personas leave room for less. */
const DIMENSIONS: { label: string; field: string; spoken?: true; onlyForTwo?: true }[] = [
  { label: 'Wants', field: 'goals' },
  { label: 'Afraid of', field: 'fears' },
  { label: 'Decides by', field: 'decisionLogic', onlyForTwo: true },
  { label: 'Deal-breaker', field: 'decisionRules' },
  { label: 'Trusts', field: 'trusts', onlyForTwo: true },
  { label: 'Say', field: 'say', spoken: true },
  { label: 'Never say', field: 'neverSay', spoken: true },
]

/** Two or three personas side by side. */
export const comparisonView = view({
  name: 'comparison',
  about: z.object({ personas: z.array(z.string()).min(2).max(MOST_COMPARED) }),
  material: ({ personas }, library) => {
    const found = personas.flatMap((slug) => findEntry(library, 'persona', slug) ?? [])
    return found.length < 2 ? undefined : found
  },
  entries: (personas) => personas,
  claims: comparedClaims,
  blocks: (personas, reading) =>
    oneScreen([130, 100, 80, 62, 48, 36], (most) => comparison(personas, most, reading)),
})

const firstIn = (persona: Entry<'persona'>, field: string): PlacedClaim[] =>
  claimsIn(persona, field).slice(0, 1)

function comparedClaims(personas: Entry<'persona'>[]): PlacedClaim[] {
  return personas.flatMap((persona) =>
    dimensionsFor(personas).flatMap(({ field }) => firstIn(persona, field)),
  )
}

const dimensionsFor = ({ length }: Entry<'persona'>[]) =>
  DIMENSIONS.filter(({ onlyForTwo }) => length === 2 || !onlyForTwo)

function comparison(personas: Entry<'persona'>[], most: number, reading: Reading): Block[] {
  const names = personas.map(({ slug }) => shortName(reading.library, slug))
  const all = dimensionsFor(personas)
  const known = all.filter(({ field }) => personas.some((each) => firstIn(each, field).length > 0))
  const unknown = all.filter((dimension) => !known.includes(dimension))
  return [
    say(
      line(bold(`${inWords(names)} side by side`)),
      ...known.flatMap(({ label, field, spoken }) => {
        const claims = personas.map((each) => firstIn(each, field)[0])
        return listed(
          label,
          sideBySide(names, claims, (claim) => cut(claim, most, spoken)),
        )
      }),
      unknown.length > 0
        ? line(
            italic(
              `Not known of any of them yet: ${inWords(unknown.map(({ label }) => label.toLowerCase()))}.`,
            ),
          )
        : undefined,
    ),
    ...freshnessTogether(personas, comparedClaims(personas), reading),
  ]
}

/** One line each, or one for all where they agree. */
function sideBySide(
  names: string[],
  claims: (PlacedClaim | undefined)[],
  spans: (claim: PlacedClaim) => Span[],
): Span[][] {
  const [first] = claims
  if (first && claims.every((claim) => claim?.text === first.text))
    return [[bold(names.length === 2 ? 'Both: ' : 'All: '), ...spans(first)]]
  return claims.map((claim, index) => [
    bold(`${names[index]}: `),
    ...(claim ? spans(claim) : [italic('not known yet')]),
  ])
}

function cut(claim: PlacedClaim, most: number, spoken = false): Span[] {
  const short = shortened(claim, most)
  return claimSpans(spoken ? { ...short, text: quoted(short.text) } : short)
}

/** It takes two: which was understood, and which was not. */
export function compareWhom(known: string[], unknown: string, examples: string[]): Block[] {
  const understood = known.length > 0 ? `I know ${inWords(known)}` : "I don't know any of these"
  const rest = unknown === '' ? '.' : `, and not ${quoted(unknown)}.`
  return [
    say(
      line(
        'It takes two personas to compare, such as ',
        code(`/persona compare ${examples.join(' ')}`),
        known.length > 0 || unknown !== '' ? `. ${understood}${known.length > 0 ? rest : '.'}` : '.',
      ),
    ),
  ]
}

export const tooManyToCompare = (names: string[]): Block[] => [
  say(
    line(
      `A phone shows ${MOST_COMPARED} personas side by side, not ${names.length}: leave one out of ${inWords(names)}.`,
    ),
  ),
]
