import { z } from 'zod'
import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, line } from '#bot/slack/text.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { type Stage, stage } from '#src/lifecycle/stage.ts'
import { freshness } from './freshness.ts'
import { type Group, labelled, lists, plainly, sized } from './groups.ts'
import {
  type Journey,
  journeyHeading,
  journeyPath,
  nothingKnown,
  stagesOf,
  timeToValue,
} from './journey-path.ts'
import { shortName } from './names.ts'
import { capital, type Reading, spokenSpans } from './reading.ts'
import { view } from './view.ts'

/** The journey of a persona: the path on one screen, one stage of it, or all that is known. */
export const journeyView = view({
  name: 'journey',
  about: z.object({ slug: z.string(), stage: stage.optional(), whole: z.boolean().default(false) }),
  material: ({ slug }, library) => findEntry(library, 'journey', slug),
  entries: (journey) => [journey],
  claims: ({ body }, about) =>
    claimsOf(body).filter((claim) => about.stage === undefined || claim.stage === about.stage),
  blocks(journey, reading, about) {
    if (about.stage) return oneStage(journey, about.stage, reading)
    return about.whole ? allStages(journey, reading) : journeyPath(journey, reading)
  },
})

/** What is said of a stage, in the order in which one needs it before a call. */
const ASPECTS = [
  { field: 'does', heading: 'What they do', missing: 'what they do' },
  { field: 'questions', heading: 'They ask', missing: 'what they ask', spans: spokenSpans },
  { field: 'fears', heading: 'Afraid of', missing: 'what they fear' },
  { field: 'needs', heading: 'Need to know', missing: 'what they need to know' },
  { field: 'trust', heading: 'Builds trust', missing: 'what builds trust' },
  { field: 'abandonment', heading: 'Makes them leave', missing: 'what makes them leave' },
  { field: 'friction', heading: 'Where they get stuck', missing: 'where they get stuck' },
  { field: 'channels', heading: 'Reach them by', missing: 'how to reach them' },
] as const

/** What a journey says of one stage, by aspect. */
const aspectsAt = ({ body }: Journey, at: Stage): (Group & { missing: string })[] => {
  const claims = claimsOf(body).filter((claim) => claim.stage === at)
  return ASPECTS.map(({ field, ...how }) => ({
    ...how,
    claims: claims.filter((claim) => claim.field === field),
  }))
}

/** Everything about one stage; what nobody found out yet is said. */
function oneStage(journey: Journey, stage: Stage, reading: Reading): Block[] {
  const groups = aspectsAt(journey, stage)
  const missing = groups.filter(({ claims }) => claims.length === 0).map((group) => group.missing)
  const whom = `${shortName(reading.library, journey.body.persona)} at ${stage}`
  if (missing.length === groups.length)
    return [
      say(line(bold(`Nothing known about ${whom} yet.`), ' Heard something? Propose a change.')),
      freshness(journey, reading),
    ]
  return sized(false, (size) => [
    say(line(bold(whom)), ...labelled(groups, size), ...nothingKnown(missing)),
    freshness(journey, reading),
  ])
}

function allStages(journey: Journey, reading: Reading): Block[] {
  const { known, unknown } = stagesOf(journey)
  return sized(true, (size) => [
    say(journeyHeading(journey, reading)),
    ...known.map((each) => say(line(bold(capital(each))), ...plainly(aspectsAt(journey, each), size))),
    say(...lists([aha(journey)], size), ...timeToValue(journey, 4, 400), ...nothingKnown(unknown)),
    freshness(journey, reading),
  ]).filter((block) => !('elements' in block) || block.elements.length > 0)
}

const aha = ({ body }: Journey): Group => ({
  heading: 'To the first success',
  claims: claimsOf(body).filter(({ field }: PlacedClaim) => field === 'aha'),
})
