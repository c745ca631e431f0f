import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import type { Stage } from '#src/lifecycle/stage.ts'
import type { AccountFacts } from './facts.ts'

/** For whom: the personas in the room, whose word weighs most first, and where in the lifecycle they are. */
export type Occasion = { personas: string[]; stage: Stage }

/** A line of an entry, as data. */
export type Line = { kind: string; slug: string; id: string; field: string }

/** What to say before a call: questions, the objection to expect, and what to send. */
export type Choice = {
  questions: Line[]
  /** What they may ask themselves, where there is less to ask them. */
  theirs: Line[]
  objection: { slug: string; persona: string } | undefined
  send: Line[]
}

const MOST_CITES = 3
const QUESTIONS = 3
const ASSETS = 2
/** What is lost to the same reason again is worth more than any number of interviews about another one. */
const SAME_REASON = 10
/** What a journey tells of a stage: what they fear there, and where they get stuck. */
const FITS_JOURNEY = 6
const SAID_AT_STAGE = 2

export function choose(occasion: Occasion, facts: AccountFacts, library: Library): Choice {
  const questions = questionsFor(occasion, facts, library)
  return {
    questions,
    theirs: theirsAt(occasion, library).slice(0, QUESTIONS - questions.length),
    objection: objectionFor(occasion, facts, library),
    send: assetsFor(occasion, library),
  }
}

/** Three questions that fit the stage, in turn for each persona; those for everybody fill up. */
function questionsFor(occasion: Occasion, facts: AccountFacts, library: Library): Line[] {
  const all = [...discovering(occasion.stage, library), ...playing(occasion.stage, facts, library)]
  const of = (persona: string | undefined) =>
    all.filter(({ claim }) => claim.persona === persona).toSorted((a, b) => b.fits - a.fits)
  const queues = occasion.personas.map(of)
  const turns = Array.from({ length: QUESTIONS }, (_, turn) => queues.flatMap((queue) => queue[turn] ?? []))
  const once = new Map([...turns.flat(), ...of(undefined)].map((each) => [each.claim.text, each]))
  return [...once.values()].slice(0, QUESTIONS).map(({ entry, claim }) => lineOf(entry, claim))
}

/** What a journey says that they ask at a stage. */
const theirsAt = ({ personas, stage }: Occasion, library: Library): Line[] =>
  personas.flatMap((persona) =>
    entriesOf(library, 'journey')
      .filter(({ body }) => body.persona === persona)
      .flatMap((journey) =>
        claimsOf(journey.body)
          .filter((claim) => claim.field === 'questions' && claim.stage === stage)
          .map((claim) => lineOf(journey, claim)),
      ),
  )

type Question = { entry: Entry; claim: PlacedClaim; fits: number }

/** What the guides ask at a stage; whether it is worth it is asked of nobody who pays already. */
function discovering(stage: Stage, library: Library): Question[] {
  const buys = BEFORE_BUYING.has(stage)
  return entriesOf(library, 'discovery').flatMap((entry) =>
    claimsOf(entry.body)
      .filter(({ field, traits }) => field === 'questions' && !traits.includes('self-selection'))
      .filter((claim) => claim.stage === stage || (claim.stage === undefined && buys))
      .filter(({ traits }) => buys || !traits.includes('qualifying'))
      .map((claim) => ({ entry, claim, fits: fitOf(claim, stage) })),
  )
}

/** What plays for customers ask at a stage; those of support once something has escalated, and then first. */
function playing(stage: Stage, { lately }: AccountFacts, library: Library): Question[] {
  const escalated = lately.some(({ what }) => what === 'escalations')
  return entriesOf(library, 'playbook')
    .filter(({ body }) => body.stage === stage && !BEFORE_BUYING.has(stage) && isPlay(body))
    .filter(({ body }) => escalated || body.function !== 'support')
    .flatMap((entry) =>
      claimsOf(entry.body)
        .filter(({ field }) => field === 'ask')
        .map((claim) => ({ entry, claim, fits: entry.body.function === 'support' ? 4 : 1 })),
    )
}

/** What is done before a customer; the others ask us. */
const isPlay = ({ type }: Entry<'playbook'>['body']): boolean =>
  type === undefined || type === 'play' || type === 'talk-track'

const BEFORE_BUYING = new Set<Stage>(['awareness', 'consideration', 'purchase'])

const fitOf = ({ stage, traits }: PlacedClaim, at: Stage): number =>
  (stage === at ? 2 : 0) + (traits.includes('discovery') ? 1 : 0)

/**
 * The objection to expect, and from whom: what a deal with them was lost to, else what is said at this stage, else
 * what most evidence tells of.
 */
function objectionFor({ personas, stage }: Occasion, facts: AccountFacts, library: Library) {
  const reasons = [facts.lossReason, facts.openDeal?.competitor].filter((text) => text !== undefined)
  const meant = new Set(
    reasons
      .flatMap((text) => library.index.search(text, { kind: 'objection', limit: 1 }))
      .map(({ id }) => id),
  )
  const feared = new Map(personas.map((persona) => [persona, fearedBy(persona, stage, library)] as const))
  const rated = entriesOf(library, 'objection').flatMap((objection) =>
    objection.body.causes
      .filter(({ persona }) => personas.includes(persona))
      .map(({ persona, cites }) => ({
        slug: objection.slug,
        persona,
        worth:
          (meant.has(`objection/${objection.slug}`) ? SAME_REASON : 0) +
          (feared.get(persona) === `objection/${objection.slug}` ? FITS_JOURNEY : 0) +
          (isSaidAt(objection, stage) ? SAID_AT_STAGE : 0) +
          Math.min(cites.length, MOST_CITES),
        weight: personas.indexOf(persona),
      })),
  )
  const [best] = rated.toSorted((a, b) => b.worth - a.worth || a.weight - b.weight)
  return best && { slug: best.slug, persona: best.persona }
}

/** The objection that comes nearest to what somebody fears at a stage, by its key. */
function fearedBy(persona: string, stage: Stage, library: Library): string | undefined {
  const journey = entriesOf(library, 'journey').find(({ body }) => body.persona === persona)
  const told = journey
    ? claimsOf(journey.body).filter(
        (claim) => claim.stage === stage && ['fears', 'friction', 'abandonment'].includes(claim.field),
      )
    : []
  const text = told.map((claim) => claim.text).join(' ')
  return text === '' ? undefined : library.index.search(text, { kind: 'objection', limit: 1 })[0]?.id
}

const isSaidAt = ({ title, body }: Entry<'objection'>, stage: Stage): boolean =>
  [title, ...body.phrases, ...body.causes.map(({ text }) => text)].some((text) =>
    text.toLowerCase().includes(stage),
  )

/** What may be sent: for the personas in the room, of this stage before others, one link once. */
function assetsFor({ personas, stage }: Occasion, library: Library): Line[] {
  const entries = (['playbook', 'committee', 'argument', 'objection'] as const).flatMap((kind): Entry[] =>
    entriesOf(library, kind),
  )
  const all = entries.flatMap((entry) =>
    claimsOf(entry.body)
      .filter(({ asset, audience }) => asset !== undefined && audience === 'customer')
      .map((claim) => ({ entry, claim, whose: personas.indexOf(claim.persona ?? '') })),
  )
  const fitting = all
    .filter(({ claim, whose }) => whose >= 0 && (claim.stage === undefined || claim.stage === stage))
    .toSorted(
      (a, b) => Number(b.claim.stage === stage) - Number(a.claim.stage === stage) || a.whose - b.whose,
    )
  const once = new Map(fitting.toReversed().map((each) => [each.claim.asset?.url, each]))
  return fitting
    .filter((each) => once.get(each.claim.asset?.url) === each)
    .slice(0, ASSETS)
    .map(({ entry, claim }) => lineOf(entry, claim))
}

const lineOf = ({ kind, slug }: Entry, { id, field }: PlacedClaim): Line => ({ kind, slug, id, field })

/** The entry and the claim that a line stands for; undefined where either is gone. */
export function lineIn(library: Library, { kind, slug, id, field }: Line) {
  const entry = library.entries.get(`${kind}/${slug}`)
  const claim = entry && claimsOf(entry.body).find((each) => each.id === id && each.field === field)
  return entry && claim && { entry, claim }
}

/** The claims of an objection as one persona means it. */
export function objectionIn(library: Library, { slug, persona }: { slug: string; persona: string }) {
  const entry = findEntry(library, 'objection', slug)
  if (!entry) return undefined
  const claims = claimsOf(entry.body).filter(
    (claim) => claim.persona === persona || claim.persona === undefined,
  )
  return { entry, cause: claims.find(({ field }) => field === 'causes'), claims }
}
