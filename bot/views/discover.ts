import { z } from 'zod'
import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { type Stage, stage } from '#src/lifecycle/stage.ts'
import { freshnessTogether } from './freshness.ts'
import { type Group, lists, sized } from './groups.ts'
import { shortName } from './names.ts'
import { placeSpans } from './placed.ts'
import { lineSpans, type Reading, spokenSpans } from './reading.ts'
import { view } from './view.ts'

type Guide = Entry<'discovery'>
/** For whom and where: what was asked for. */
type For = { persona?: string | undefined; stage?: Stage | undefined }
type Wanted = For & { whole: boolean }

const asked = { persona: z.string().optional(), stage: stage.optional(), whole: z.boolean().default(false) }

/** What to ask a persona, word for word, out of every guide that has something for it. */
export const discoverView = view({
  name: 'discover',
  about: z.object({ slugs: z.array(z.string()), ...asked }),
  material: ({ slugs }, library) => {
    const guides = slugs.flatMap((slug) => findEntry(library, 'discovery', slug) ?? [])
    return guides.length > 0 ? guides : undefined
  },
  entries: (guides) => guides,
  claims: (guides, about) => guides.flatMap((guide) => fittingClaims(guide, about)),
  blocks: (guides, reading, about) => discoverCard(guides, heading(about, reading), about, reading),
})

/** One guide as it is written. */
export const discoveryView = view({
  name: 'discovery',
  about: z.object({ slug: z.string(), ...asked }),
  material: ({ slug }, library) => findEntry(library, 'discovery', slug),
  entries: (guide) => [guide],
  claims: (guide, about) =>
    about.persona || about.stage ? fittingClaims(guide, about) : claimsOf(guide.body),
  blocks: (guide, reading, about) => discoverCard([guide], guide.title, about, reading, claimsOf(guide.body)),
})

/** What a guide says for a persona at a stage: what is for others is left out; without a persona, what is for everybody. */
export function fittingClaims({ body }: Pick<Guide, 'body'>, { persona, stage: at }: For): PlacedClaim[] {
  return claimsOf(body).filter(
    (claim) =>
      (claim.persona === undefined || claim.persona === persona) &&
      (at === undefined || claim.stage === undefined || claim.stage === at),
  )
}

const heading = ({ persona, stage: at }: For, { library }: Reading): string => {
  const whom = persona ? shortName(library, persona) : 'anybody'
  return `What to ask ${whom}${at ? ` at ${at}` : ''}`
}

function discoverCard(
  guides: Guide[],
  title: string,
  about: Wanted,
  reading: Reading,
  claims = guides.flatMap((guide) => fittingClaims(guide, about)),
): Block[] {
  const best = [...claims].sort((a, b) => closeness(b, about) - closeness(a, about))
  return sized(about.whole, (size) => [
    say(line(bold(title)), ...lists(groupsOf(best, about, reading), size)),
    ...freshnessTogether(guides, claims, reading),
  ])
}

/** The persona's own lines come first, then those of the stage that was asked for. */
const closeness = ({ persona, stage: at }: PlacedClaim, about: For): number =>
  (persona !== undefined && persona === about.persona ? 2 : 0) +
  (at !== undefined && at === about.stage ? 1 : 0)

function groupsOf(claims: PlacedClaim[], about: Wanted, { library }: Reading): Group[] {
  const of = (field: string, purpose?: string) =>
    claims.filter((claim) => claim.field === field && (!purpose || claim.traits.includes(purpose)))
  // The persona that was asked for need not be said of each line; the stage is said where there is room.
  const place = ({ persona, stage: at }: PlacedClaim): Span[] =>
    placeSpans(
      {
        persona: persona === about.persona ? undefined : persona,
        stage: about.whole && !about.stage ? at : undefined,
      },
      library,
    )
  const spoken = (claim: PlacedClaim, most: number) => [...place(claim), ...spokenSpans(claim, most)]
  const said = (claim: PlacedClaim, most: number) => [...place(claim), ...lineSpans(claim, most)]
  // What they choose themselves is asked in the product, when they begin.
  const choosing = about.whole || about.stage === 'onboarding' || of('questions', 'discovery').length === 0
  const whom = about.persona ? shortName(library, about.persona) : undefined
  return [
    { heading: 'Ask', share: 2, claims: of('questions', 'discovery'), spans: spoken },
    { heading: 'Ask whether it is worth it', claims: of('questions', 'qualifying'), spans: spoken },
    { heading: whom ? `You know ${whom} by` : 'Signs', claims: of('signals'), spans: said },
    { heading: "Don't", claims: of('never'), spans: said },
    { heading: 'Let them choose', claims: choosing ? of('questions', 'self-selection') : [], spans: spoken },
  ]
}
