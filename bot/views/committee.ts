import { z } from 'zod'
import { type Block, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { contentSteps } from './content-steps.ts'
import { freshness, freshnessTogether } from './freshness.ts'
import { type Group, labelled, lists, sized } from './groups.ts'
import { shortName } from './names.ts'
import { placeSpans } from './placed.ts'
import { lineSpans, type Reading } from './reading.ts'
import { view } from './view.ts'

type Committee = Entry<'committee'>

/** Who decides together: roles, who moves whom, what each needs and the play for each; or the content for each. */
export const committeeView = view({
  name: 'committee',
  about: z.object({ slug: z.string(), part: z.enum(['short', 'content', 'whole']).default('short') }),
  material: ({ slug }, library) => findEntry(library, 'committee', slug),
  entries: (committee) => [committee],
  claims: ({ body }, { part }) =>
    claimsOf(body).filter(({ field }) => part === 'whole' || (part === 'content') === (field === 'content')),
  blocks: (committee, reading, { part }) =>
    part === 'content'
      ? contentCard(committee, reading)
      : committeeCard(committee, part === 'whole', reading),
})

/** What one persona is in each committee in which it sits. */
export const seatsView = view({
  name: 'seats',
  about: z.object({ persona: z.string(), slugs: z.array(z.string()) }),
  material: ({ slugs }, library) => {
    const committees = slugs.flatMap((slug) => findEntry(library, 'committee', slug) ?? [])
    return committees.length > 0 ? committees : undefined
  },
  entries: (committees) => committees,
  claims: (committees, { persona }) => committees.flatMap((each) => claimsOfSeat(each, persona)),
  blocks: (committees, reading, { persona }) => seatsCard(committees, persona, reading),
})

/** What a committee says of one persona, what it moves and what moves it among it. */
export const claimsOfSeat = ({ body }: Committee, persona: string): PlacedClaim[] =>
  claimsOf(body).filter(
    (claim) => claim.field !== 'content' && [claim.persona, claim.from, claim.to].includes(persona),
  )

function committeeCard(committee: Committee, whole: boolean, reading: Reading): Block[] {
  const claims = claimsOf(committee.body)
  return sized(whole, (size) => [
    say(
      heading(committee),
      line(italic(clip(committee.body.when, 200))),
      ...lists(groupsOf(claims, reading), size),
    ),
    ...(whole ? contentSteps(claims, size, reading) : []),
    freshness(committee, reading),
  ])
}

function heading({ title, body: { size } }: Committee) {
  const people = size && (size.from === size.to ? `${size.from}` : `${size.from}–${size.to}`)
  return line(bold(title), people ? ` · usually ${people} people` : '')
}

const contentCard = (committee: Committee, reading: Reading): Block[] =>
  sized(false, (size) => [
    say(line(bold(committee.title), ': what to give whom, step by step')),
    ...contentSteps(claimsOf(committee.body), size, reading),
    freshness(committee, reading),
  ])

function groupsOf(claims: PlacedClaim[], { library }: Reading): Group[] {
  const of = (field: string) => claims.filter((claim) => claim.field === field)
  const said = (claim: PlacedClaim, most: number): Span[] => [
    ...placeSpans(claim, library),
    ...lineSpans(claim, most),
  ]
  return [
    { heading: 'Who sits there', share: 3, claims: of('members'), spans: said },
    { heading: 'Who moves whom', claims: of('influences'), spans: said },
    { heading: 'What each needs', claims: of('needs'), spans: said },
    { heading: 'The play for each', claims: of('plays'), spans: said },
  ]
}

function seatsCard(committees: Committee[], persona: string, reading: Reading): Block[] {
  const name = shortName(reading.library, persona)
  const claims = committees.flatMap((each) => claimsOfSeat(each, persona))
  const several = committees.length > 1 ? `${committees.length} buying committees` : 'the buying committee'
  return sized(false, (size) => [
    say(
      line(bold(`${name} in ${several}`)),
      ...committees.flatMap((each) => [
        line(bold(each.title), italic(` — ${clip(each.body.when, 120)}`)),
        ...labelled(seatOf(claimsOfSeat(each, persona), persona, reading), size),
      ]),
    ),
    ...freshnessTogether(committees, claims, reading),
  ])
}

/** What one persona is, needs and moves in a committee, without its name before each line. */
function seatOf(claims: PlacedClaim[], persona: string, { library }: Reading): Group[] {
  const of = (field: string) => claims.filter((claim) => claim.field === field)
  const after = (first: (claim: PlacedClaim) => string) => (claim: PlacedClaim, most: number) => [
    italic(first(claim)),
    ...lineSpans(claim, most),
  ]
  const other = ({ from = '', to = '' }: PlacedClaim) => shortName(library, from === persona ? to : from)
  return [
    { heading: 'Role', claims: of('members'), spans: after((claim) => `${roleOf(claim)}. `) },
    { heading: 'Needs', claims: of('needs') },
    {
      heading: 'Moves',
      claims: of('influences').filter(({ from }) => from === persona),
      spans: after((claim) => `${other(claim)}: `),
    },
    {
      heading: 'Is moved by',
      claims: of('influences').filter(({ to }) => to === persona),
      spans: after((claim) => `${other(claim)}: `),
    },
    { heading: 'Our play', claims: of('plays'), spans: after(({ stage }) => (stage ? `at ${stage}: ` : '')) },
  ]
}

/** "decision maker" */
const roleOf = ({ traits }: PlacedClaim): string => traits.join(', ').replace('-', ' ')
