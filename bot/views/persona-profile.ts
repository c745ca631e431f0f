import { z } from 'zod'
import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, italic, joined, line } from '#bot/slack/text.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { wordsOfField } from '#src/knowledge/search-document.ts'
import { freshness } from './freshness.ts'
import { labelled, sized } from './groups.ts'
import { shortName } from './names.ts'
import { identitySpans, kindOf } from './persona-card.ts'
import { capital, claimSpans, firstFew, inWords, type Reading } from './reading.ts'
import { view } from './view.ts'

/** The screens on which all that is known of a persona has room, in the order in which one reads them. */
export const PROFILE_PARTS = ['wants', 'decides', 'says'] as const
export type ProfilePart = (typeof PROFILE_PARTS)[number]

const DECIDES = [
  'triggers',
  'research',
  'channels',
  'decisionLogic',
  'decisionRules',
  'objections',
  'trusts',
  'trustCriteria',
  'breakpoints',
]
const SAYS = ['language', 'valueProposition', 'proofPoints', 'offer', 'say', 'neverSay']

const partOf = ({ field }: PlacedClaim): ProfilePart =>
  DECIDES.includes(field) ? 'decides' : SAYS.includes(field) ? 'says' : 'wants'

/** The parts of which something is known. */
export function partsOf({ body }: Entry<'persona'>): ProfilePart[] {
  const known = new Set(claimsOf(body).map(partOf))
  return PROFILE_PARTS.filter((part) => known.has(part))
}

const part = z.enum(PROFILE_PARTS)

/** All that is known of a persona: one part of it on a screen, or everything. */
export const profileView = view({
  name: 'profile',
  about: z.object({ slug: z.string(), part: part.optional(), whole: z.boolean().default(false) }),
  material: ({ slug }, library) => findEntry(library, 'persona', slug),
  entries: (persona) => [persona],
  claims: (persona, { part: wanted, whole }) =>
    claimsOf(persona.body).filter((claim) => whole || partOf(claim) === (wanted ?? partsOf(persona)[0])),
  blocks: (persona, reading, { part: wanted, whole }) =>
    whole
      ? everything(persona, reading)
      : onePart(persona, wanted ?? partsOf(persona)[0] ?? 'wants', reading),
})

const HEADINGS: Record<ProfilePart, string> = {
  wants: 'what they want and fear',
  decides: 'how they decide',
  says: 'what to say',
}

function onePart(persona: Entry<'persona'>, wanted: ProfilePart, reading: Reading): Block[] {
  const claims = claimsOf(persona.body).filter((claim) => partOf(claim) === wanted)
  const groups = [...Map.groupBy(claims, ({ field }) => field)].map(([field, some]) => ({
    heading: capital(wordsOfField(field)),
    claims: some,
    spans: claimSpans,
  }))
  const name = shortName(reading.library, persona.slug)
  return sized(false, (size) => [
    say(line(bold(`${name}: ${HEADINGS[wanted]}`)), ...labelled(groups, size)),
    freshness(persona, reading),
  ])
}

/** Field by field, each one paragraph: lists cost so much around each line that a full page would be too long for Slack. */
function everything(persona: Entry<'persona'>, reading: Reading): Block[] {
  const fields = Map.groupBy(claimsOf(persona.body), ({ field }) => field)
  const sections = [...fields].map(([field, claims]) =>
    say(
      line(
        ...joined(
          [[bold(capital(wordsOfField(field)))], ...firstFew(claims, 8, (claim) => claimSpans(claim))],
          '\n• ',
        ),
      ),
    ),
  )
  const head = say(
    line(bold(persona.title), ...identitySpans(persona), ' · ', italic(kindOf(persona))),
    persona.names.length > 1 ? line(`Also called ${inWords(persona.names.slice(1), 12)}.`) : undefined,
  )
  return [head, ...sections, freshness(persona, reading)]
}
