import { z } from 'zod'
import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, joined, line, type Span } from '#bot/slack/text.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { STAGES, type Stage, stage } from '#src/lifecycle/stage.ts'
import { freshness } from './freshness.ts'
import { type Group, labelled, lists, plainly, sized } from './groups.ts'
import { shortName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { capital, claimSpans, firstFew, inWords, quoted, type Reading, spokenSpans } from './reading.ts'
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
    return about.whole ? allStages(journey, reading) : path(journey, reading)
  },
})

type Journey = Entry<'journey'>

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

/** The stages of which something is known, and those of which nothing is. */
export function stagesOf({ body }: Journey): { known: Stage[]; unknown: Stage[] } {
  const said = new Set(claimsOf(body).map((claim) => claim.stage))
  return {
    known: STAGES.filter((each) => said.has(each)),
    unknown: STAGES.filter((each) => !said.has(each)),
  }
}

/** Its title, and whose it is where the title doesn't say so. */
function heading({ title, body }: Journey, { library }: Reading) {
  const name = shortName(library, body.persona)
  return line(bold(title.includes(name) ? title : `${name}: ${title}`))
}

/** One line a stage, then how they come to the value, and when. */
function path(journey: Journey, reading: Reading): Block[] {
  const { known, unknown } = stagesOf(journey)
  const leaving = known.some((each) => at(journey.body.abandonment, each).length > 0)
  return oneScreen(LENGTHS, (most) => [
    say(
      heading(journey, reading),
      known.length > 0 ? bullets(known.map((each) => stageLine(journey, each, most))) : undefined,
      ...nothingKnown(known.length > 0 ? unknown : ['any of its stages']),
      leaving ? line(italic('⚠ something makes them leave here: open the stage.')) : undefined,
      ...ahaPath(journey, Math.min(most, 70)),
      ...timeToValue(journey, 1, 100),
    ),
    freshness(journey, reading),
  ])
}

/** Characters of what is said of each stage. */
const LENGTHS: [number, ...number[]] = [140, 110, 90, 75, 60, 48, 36]

function stageLine({ body }: Journey, stage: Stage, most: number): Span[] {
  const mark = at(body.abandonment, stage).length > 0 ? ' ⚠' : ''
  const said = strongest(at(body.fears, stage), at(body.questions, stage))
  const does = at(body.does, stage).slice(0, 1)
  const spans = said ? saidSpans(said, most) : does.flatMap((claim) => [' ', ...claimSpans(claim, most)])
  return [bold(`${capital(stage)}${mark}`), ...spans]
}

type Lines = Journey['body']['fears']

const at = (claims: Lines, stage: Stage): Lines => claims.filter((claim) => claim.stage === stage)

/** What rests on most evidence; a fear before a question that rests on as much. */
function strongest(fears: Lines, questions: Lines) {
  const all = [
    ...fears.map((claim) => ({ claim, asks: false })),
    ...questions.map((claim) => ({ claim, asks: true })),
  ]
  return all.toSorted((a, b) => b.claim.cites.length - a.claim.cites.length)[0]
}

function saidSpans(said: NonNullable<ReturnType<typeof strongest>>, most: number): Span[] {
  const spans = claimSpans(said.asks ? { ...said.claim, text: quoted(said.claim.text) } : said.claim, most)
  return [said.asks ? ' asks ' : ' fears: ', ...spans]
}

function ahaPath({ body }: Journey, most: number) {
  if (body.aha.length === 0) return []
  const steps = firstFew(body.aha, 5, (step) => claimSpans(step, most))
  return [line(bold('To the first success: '), ...joined(steps, ' → '))]
}

function timeToValue({ body }: Journey, few: number, most: number) {
  if (body.timeToValue.length === 0) return []
  const said = body.timeToValue.slice(0, few).map((claim) => claimSpans(claim, most))
  return [line(bold('Time to value: '), ...joined(said, '; '))]
}

/** "Nothing is known about advocacy and churn yet." */
const nothingKnown = (unknown: string[]) =>
  unknown.length === 0 ? [] : [line(italic(`Nothing known about ${inWords(unknown, 9)} yet.`))]

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
    say(heading(journey, reading)),
    ...known.map((each) => say(line(bold(capital(each))), ...plainly(aspectsAt(journey, each), size))),
    say(...lists([aha(journey)], size), ...timeToValue(journey, 4, 400), ...nothingKnown(unknown)),
    freshness(journey, reading),
  ]).filter((block) => !('elements' in block) || block.elements.length > 0)
}

const aha = ({ body }: Journey): Group => ({
  heading: 'To the first success',
  claims: claimsOf(body).filter(({ field }: PlacedClaim) => field === 'aha'),
})
