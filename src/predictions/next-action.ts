import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import type { Stage } from '#src/lifecycle/stage.ts'
import { isPoor, type Precision } from '#src/triggers/precision.ts'
import type { FeatureName } from './behaviour.ts'
import type { Level, Reason } from './rate.ts'

/** Where an account stands, as far as it decides what to do next. */
export type Standing = {
  persona: string
  stage: Stage
  /** Undefined where nothing is foreseen. */
  churn: { level: Level; reasons: Reason[] } | undefined
  expansion: { level: Level } | undefined
  /** Slugs of the triggers whose alerts stand at it. */
  alerts: string[]
}

/** A play that there is, with which step to begin, and why it is this one. */
export type NextAction = {
  playbook: Entry<'playbook'>
  step: PlacedClaim | undefined
  because:
    | { why: 'alert'; trigger: Entry<'trigger'>; precision: Precision | undefined }
    | { why: 'risk' | 'growth' | 'stage'; stage: Stage }
}

/**
 * What to do next at an account: the play of an alert that stands there, the one that people found most useful first;
 * else one for its persona against its risk, for its growth, or for its stage. Undefined where no play fits.
 */
export function nextAction(
  standing: Standing,
  judged: ReadonlyMap<string, Precision>,
  library: Library,
): NextAction | undefined {
  const { persona, stage, churn, expansion } = standing
  const alerted = alertedPlay(standing, judged, library)
  if (alerted) return alerted
  const plays = entriesOf(library, 'playbook').filter((entry) => isFor(entry, persona))
  const at = (wanted: Stage, because: 'risk' | 'growth' | 'stage') => {
    const first = firstOf(plays, { stage: wanted, persona, reasons: churn?.reasons ?? [] })
    return (
      first && {
        playbook: first,
        step: stepOf(first, persona),
        because: { why: because, stage: wanted } as const,
      }
    )
  }
  if (churn?.level === 'high')
    for (const wanted of rescueStages(stage, churn.reasons)) {
      const found = at(wanted, 'risk')
      if (found) return found
    }
  return (expansion?.level === 'high' ? at('expansion', 'growth') : undefined) ?? at(stage, 'stage')
}

function alertedPlay(
  { alerts, persona }: Standing,
  judged: ReadonlyMap<string, Precision>,
  library: Library,
): NextAction | undefined {
  const useful = (slug: string): number => {
    const precision = judged.get(slug)
    return precision && precision.of > 0 ? precision.useful / precision.of : UNJUDGED
  }
  const found = alerts
    .toSorted((a, b) => useful(b) - useful(a))
    .flatMap((slug): NextAction[] => {
      const trigger = findEntry(library, 'trigger', slug)
      const play = trigger?.body.play
      const playbook = play && findEntry(library, 'playbook', play.playbook)
      const precision = judged.get(slug)
      if (!trigger || !playbook || !isFor(playbook, persona) || (precision && isPoor(precision))) return []
      const step = claimsOf(playbook.body).find(({ field, id }) => field === 'steps' && id === play.step)
      return [
        { playbook, step: step ?? stepOf(playbook, persona), because: { why: 'alert', trigger, precision } },
      ]
    })
  return found[0]
}

/** A trigger that nobody has judged comes after one that most found useful, and before one that most didn't. */
const UNJUDGED = 0.5

/** Who is about to leave is met where the contract is, or where it hurts. */
function rescueStages(stage: Stage, reasons: Reason[]): Stage[] {
  const yearEnds = reasons.some(({ feature, raises }) => raises && feature === 'yearEnds')
  const own: Stage[] = stage === 'onboarding' ? ['onboarding'] : []
  return [...own, ...(yearEnds ? ['renewal' as const] : []), 'renewal', stage]
}

/** What somebody does with a customer: no template, checklist or scorecard. */
const isFor = ({ status, body }: Entry<'playbook'>, persona: string): boolean =>
  status === 'active' &&
  (body.type === undefined || body.type === 'play' || body.type === 'talk-track') &&
  (body.personas.length === 0 || body.personas.includes(persona))

const TROUBLE = new Set<FeatureName>(['tickets', 'moreTickets', 'escalations', 'support'])
const MEETS_CUSTOMERS = ['customer-success', 'sales', 'support', 'product', 'marketing']

type Wanted = { stage: Stage; persona: string; reasons: Reason[] }

/** Of this stage: written for this persona before those for all, and by who meets customers before who doesn't. */
function firstOf(
  plays: Entry<'playbook'>[],
  { stage, persona, reasons }: Wanted,
): Entry<'playbook'> | undefined {
  const hurts = reasons.some(({ feature, raises }) => raises && TROUBLE.has(feature))
  const worth = ({ body }: Entry<'playbook'>): number =>
    (body.personas.includes(persona) ? 20 : 0) +
    (hurts && body.function === 'support' ? 10 : 0) +
    (MEETS_CUSTOMERS.includes(body.function)
      ? MEETS_CUSTOMERS.length - MEETS_CUSTOMERS.indexOf(body.function)
      : 0)
  return plays.filter(({ body }) => body.stage === stage).toSorted((a, b) => worth(b) - worth(a))[0]
}

/** What is written for the persona itself says more than what holds for all. */
function stepOf({ body }: Entry<'playbook'>, persona: string): PlacedClaim | undefined {
  const steps = claimsOf(body).filter(({ field }) => field === 'steps')
  return (
    steps.find((claim) => claim.persona === persona) ?? steps.find((claim) => claim.persona === undefined)
  )
}
