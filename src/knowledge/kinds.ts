import type { z } from 'zod'
import { argument } from '#src/arguments/argument.ts'
import { committee } from '#src/committees/committee.ts'
import { competitor } from '#src/competitors/competitor.ts'
import { decision } from '#src/decisions/decision.ts'
import { field } from '#src/dictionary/field.ts'
import { discovery } from '#src/discovery/discovery.ts'
import { experiment } from '#src/experiments/experiment.ts'
import { job } from '#src/jobs-to-be-done/job.ts'
import { journey } from '#src/journeys/journey.ts'
import { kpi } from '#src/kpis/kpi.ts'
import { target } from '#src/kpis/target.ts'
import { objection } from '#src/objections/objection.ts'
import { persona } from '#src/personas/persona.ts'
import { playbook } from '#src/playbooks/playbook.ts'
import { kpiLink } from '#src/scorecards/kpi-link.ts'
import { scorecard } from '#src/scorecards/scorecard.ts'
import { signal } from '#src/signals/signal.ts'
import { source } from '#src/sources/source.ts'
import { tagPrecedence } from '#src/tags/precedence.ts'
import { tagRule } from '#src/tags/tag-rule.ts'
import { theme } from '#src/themes/theme.ts'
import { trigger } from '#src/triggers/trigger.ts'
import { vocabulary } from '#src/vocabulary/vocabulary.ts'
import { votingRule } from '#src/voting-rules/voting-rule.ts'

/** Every kind of entry. A new one is its schema, its view and a line here. */
export const KINDS = {
  persona,
  journey,
  job,
  playbook,
  objection,
  discovery,
  argument,
  committee,
  competitor,
  theme,
  vocabulary,
  decision,
  signal,
  'tag-rule': tagRule,
  'tag-precedence': tagPrecedence,
  trigger,
  source,
  field,
  kpi,
  scorecard,
  'kpi-link': kpiLink,
  experiment,
  target,
  'voting-rule': votingRule,
} as const

export type KindName = keyof typeof KINDS
export type Body<K extends KindName> = z.output<(typeof KINDS)[K]['body']>

export const KIND_NAMES = Object.keys(KINDS) as KindName[]

/** What the company works by. It is asked for by name: nothing of it answers a question about customers. */
export const MACHINERY: ReadonlySet<string> = new Set<KindName>([
  'signal',
  'source',
  'field',
  'tag-rule',
  'tag-precedence',
  'trigger',
  'kpi',
  'scorecard',
  'kpi-link',
  'experiment',
  'target',
  'voting-rule',
])

export const isKindName = (name: string): name is KindName => Object.hasOwn(KINDS, name)
