import { isValidated } from '#src/evidence/research.ts'
import type { FindingFacts } from '#src/findings/finding.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { Review } from '#src/kpis/review.ts'
import type { Leads } from '#src/leads/leads.ts'
import { isThere, type TeamFunction } from '#src/members/member.ts'
import { overflowsOf } from '#src/personas/one-page.ts'
import type { BoardAnswers } from './check.ts'

/** Account-months of a year per persona: how many there were, and how many of them ended without revenue. */
export type YearOfPersona = { persona: string; n: number; churned: number }

/** What the database knows of how personas are used, as of a moment. */
export type Counts = {
  /** When the first entry came. */
  startedAt: Temporal.Instant | undefined
  /** Customers by persona; those without one under "". */
  customers: ReadonlyMap<string, number>
  leads: Leads
  year: YearOfPersona[]
  /** Functions whose people asked something in the last 30 days. */
  active: TeamFunction[]
  /** Briefs of the last 90 days. */
  briefs: { complete: number; all: number }
  /** Jobs that ran, whether or not they had something to say, within the time that each has. */
  ran: ReadonlySet<string>
  /** Proposals decided in the last 180 days. */
  decided: number
  hasMeeting: boolean
  /** The newest monthly review, as published. */
  review: Review | undefined
  /** What the signal monitor found and is still so. */
  findings: FindingFacts[]
  /** People who speak with customers and did a training. */
  trained: number
  answers: BoardAnswers
}

/** Parts without which a profile says nothing of how somebody decides. */
export const CORE = ['triggers', 'objections', 'decision logic'] as const
type CorePart = (typeof CORE)[number]

/** A persona as the self-test sees it. */
export type PersonaFacts = {
  slug: string
  kind: Entry<'persona'>['body']['kind']
  validated: boolean
  /** Its owner is named and there. */
  owned: boolean
  lacks: CorePart[]
  claims: number
  assumptions: number
  /** Statements of where it learns that cite evidence. */
  channelsKnown: number
  /** It doesn't fit on one page. */
  isLong: boolean
  /** When somebody last changed or confirmed it. */
  lookedAt: Temporal.Instant
  /** How many functions' words for it are written down. */
  mapped: number
}

export type HealthFacts = {
  library: Library
  now: Temporal.Instant
  zone: string
  /** Those in use, without those to turn away. */
  personas: PersonaFacts[]
  counts: Counts
}

/** Puts what is written down beside what is counted. */
export function healthFacts(
  library: Library,
  counts: Counts,
  when: { now: Temporal.Instant; zone: string },
): HealthFacts {
  const personas = entriesOf(library, 'persona').filter(({ body }) => body.kind !== 'negative')
  return { library, counts, ...when, personas: personas.map((each) => personaFacts(each, library)) }
}

function personaFacts(persona: Entry<'persona'>, library: Library): PersonaFacts {
  const { slug, body, since, verifiedAt, owner } = persona
  const claims = claimsOf(body)
  const member = owner === undefined ? undefined : library.members.get(owner)
  return {
    slug,
    kind: body.kind,
    validated: isValidated(persona, library.evidence),
    owned: member !== undefined && isThere(member),
    lacks: CORE.filter((part) => !hasPart(persona, part, library)),
    claims: claims.length,
    assumptions: claims.filter(({ cites }) => cites.length === 0).length,
    channelsKnown: body.channels.filter(({ cites }) => cites.length > 0).length,
    isLong: overflowsOf(body).length > 0,
    lookedAt: verifiedAt && Temporal.Instant.compare(verifiedAt, since) > 0 ? verifiedAt : since,
    mapped: functionsWithWords(slug, library),
  }
}

function hasPart({ slug, body }: Entry<'persona'>, part: CorePart, library: Library): boolean {
  switch (part) {
    case 'triggers':
      return body.triggers.length > 0
    case 'objections':
      return (
        body.objections.length > 0 ||
        entriesOf(library, 'objection').some((each) =>
          each.body.causes.some(({ persona }) => persona === slug),
        )
      )
    case 'decision logic':
      return body.decisionLogic.length > 0 || body.decisionRules.length > 0
  }
}

/** Of the vocabulary's terms for a persona: how many functions have theirs in it. */
function functionsWithWords(slug: string, library: Library): number {
  const terms = entriesOf(library, 'vocabulary').filter(({ body }) => body.persona === slug)
  return new Set(terms.flatMap(({ body }) => body.terms.map((term) => term.function))).size
}

/** How many days ago something was. */
export const daysSince = (then: Temporal.Instant, now: Temporal.Instant): number =>
  Math.floor(now.since(then).total('hours') / 24)
