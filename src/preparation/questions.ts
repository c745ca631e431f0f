import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { Stage } from '#src/lifecycle/stage.ts'
import type { AccountFacts } from './facts.ts'
import { type Line, lineOf } from './line.ts'

/** For whom: the personas in the room, whose word weighs most first, and where in the lifecycle they are. */
export type Occasion = { personas: string[]; stage: Stage }

/** So many questions one remembers. */
export const QUESTIONS = 3

/** Three questions that fit the stage, in turn for each persona; those for everybody fill up. */
export function questionsFor(occasion: Occasion, facts: AccountFacts, library: Library): Line[] {
  const all = [...discovering(occasion.stage, library), ...playing(occasion.stage, facts, library)]
  const inTurn = (some: Question[]) => {
    const of = (persona: string | undefined) =>
      some.filter(({ claim }) => claim.persona === persona).toSorted((a, b) => b.fits - a.fits)
    const queues = occasion.personas.map(of)
    const turns = Array.from({ length: QUESTIONS }, (_, turn) => queues.flatMap((queue) => queue[turn] ?? []))
    return [...turns.flat(), ...of(undefined)]
  }
  const best = [...inTurn(all.filter(({ fits }) => fits > SPARE)), ...inTurn(all)]
  const once = new Map(best.map((each) => [each.claim.text, each]))
  return [...once.values()].slice(0, QUESTIONS).map(({ entry, claim }) => lineOf(entry, claim))
}

/** What a journey says that they ask at a stage. */
export const theirsAt = ({ personas, stage }: Occasion, library: Library): Line[] =>
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

/**
 * What the guides ask at a stage. Of who pays already nobody asks whether it is worth it, and after what fits their stage
 * comes what a first conversation finds out.
 */
function discovering(stage: Stage, library: Library): Question[] {
  const buys = BEFORE_BUYING.has(stage)
  return entriesOf(library, 'discovery').flatMap((entry) =>
    claimsOf(entry.body)
      .filter(({ field, traits }) => field === 'questions' && !traits.includes('self-selection'))
      .filter((claim) => claim.stage === stage || (buys ? claim.stage === undefined : findsOut(claim)))
      .map((claim) => ({ entry, claim, fits: buys || claim.stage === stage ? fitOf(claim, stage) : SPARE })),
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

/** Below what fits a stage, however little. */
const SPARE = -1

const findsOut = ({ stage, traits }: PlacedClaim): boolean =>
  traits.includes('discovery') && (stage === undefined || stage === 'consideration')

const fitOf = ({ stage, traits }: PlacedClaim, at: Stage): number =>
  (stage === at ? 2 : 0) + (traits.includes('discovery') ? 1 : 0)
