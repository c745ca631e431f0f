import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import type { Stage } from '#src/lifecycle/stage.ts'
import type { AccountFacts } from './facts.ts'
import { type Line, lineOf } from './line.ts'
import { type Occasion, QUESTIONS, questionsFor, theirsAt } from './questions.ts'

/** What to say before a call: questions, the objection to expect, and what to send. */
export type Choice = {
  questions: Line[]
  /** What they may ask themselves, where there is less to ask them. */
  theirs: Line[]
  objection: { slug: string; persona: string } | undefined
  send: Line[]
}

const MOST_CITES = 3
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
export function objectionIn(library: Library, { slug, persona }: { slug: string; persona: string }) {
  const entry = findEntry(library, 'objection', slug)
  if (!entry) return undefined
  const claims = claimsOf(entry.body).filter(
    (claim) => claim.persona === persona || claim.persona === undefined,
  )
  return { entry, cause: claims.find(({ field }) => field === 'causes'), claims }
}
