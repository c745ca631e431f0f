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
  objection: { slug: string; persona: string } | undefined
  send: Line[]
}

const QUESTIONS = 3
const ASSETS = 2
/** What is lost to the same reason again is worth more than any number of interviews about another one. */
const SAME_REASON = 10
const SAID_AT_STAGE = 2

export const choose = (occasion: Occasion, facts: AccountFacts, library: Library): Choice => ({
  questions: questionsFor(occasion, library),
  objection: objectionFor(occasion, facts, library),
  send: assetsFor(occasion, library),
})

/** Three questions that fit the stage, in turn for each persona; those for everybody fill up. */
function questionsFor({ personas, stage }: Occasion, library: Library): Line[] {
  const all = entriesOf(library, 'discovery')
    .flatMap((guide) =>
      claimsOf(guide.body)
        .filter(({ field, traits }) => field === 'questions' && !traits.includes('self-selection'))
        .map((claim) => ({ guide, claim })),
    )
    .filter(({ claim }) => claim.stage === undefined || claim.stage === stage)
  const fits = ({ claim }: (typeof all)[number]) =>
    (claim.stage === stage ? 2 : 0) + (claim.traits.includes('discovery') ? 1 : 0)
  const of = (persona: string | undefined) =>
    all.filter(({ claim }) => claim.persona === persona).toSorted((a, b) => fits(b) - fits(a))
  const queues = personas.map(of)
  const turns = Array.from({ length: QUESTIONS }, (_, turn) => queues.flatMap((queue) => queue[turn] ?? []))
  return [...turns.flat(), ...of(undefined)]
    .slice(0, QUESTIONS)
    .map(({ guide, claim }) => lineOf(guide, claim))
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
  const rated = entriesOf(library, 'objection').flatMap((objection) =>
    objection.body.causes
      .filter(({ persona }) => personas.includes(persona))
      .map(({ persona, cites }) => ({
        slug: objection.slug,
        persona,
        worth:
          (meant.has(`objection/${objection.slug}`) ? SAME_REASON : 0) +
          (isSaidAt(objection, stage) ? SAID_AT_STAGE : 0) +
          cites.length,
        weight: personas.indexOf(persona),
      })),
  )
  const [best] = rated.toSorted((a, b) => b.worth - a.worth || a.weight - b.weight)
  return best && { slug: best.slug, persona: best.persona }
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
