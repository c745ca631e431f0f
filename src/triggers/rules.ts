import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { type CompiledRule, compileRule } from '#src/rules/compile.ts'
import type { RuleFacts } from '#src/rules/facts.ts'
import { type CounterNeed, uniqueNeeds } from '#src/rules/needs.ts'
import { millisecondsOf, type Pace } from './machine.ts'
import { placesIn } from './said.ts'
import type { TriggerBody } from './trigger.ts'

/** A trigger as it is looked at. `slug`, `version` and `title` are those of its entry. */
export type TriggerRule = {
  slug: string
  version: number
  title: string
  body: TriggerBody
  condition: CompiledRule
  /** The counters that its condition and its sentence read. */
  needs: CounterNeed[]
  pace: Pace
  /** How long what happened is news. */
  lastsMs: number
  /** Signals that its card tells of: those that it is looked at upon, and those that it counts. */
  signals: string[]
}

/** All triggers that are in use, by the signal upon which each is looked at. */
export type TriggerRules = {
  all: Map<string, TriggerRule>
  bySignal: Map<string, TriggerRule[]>
  /** Looked at every morning. */
  daily: TriggerRule[]
}

export function rulesIn(library: Library): TriggerRules {
  const rules = entriesOf(library, 'trigger').map(ruleOf)
  const bySignal = new Map<string, TriggerRule[]>()
  for (const rule of rules)
    for (const signal of new Set(rule.body.on)) bySignal.set(signal, [...(bySignal.get(signal) ?? []), rule])
  return {
    all: new Map(rules.map((rule) => [rule.slug, rule])),
    bySignal,
    daily: rules.filter(({ body }) => body.on.length === 0),
  }
}

/** Since when what happened may still be news to a trigger in use. */
export function newsSince(library: Library, now: Temporal.Instant): Temporal.Instant {
  const rules = [...rulesIn(library).bySignal.values()].flat()
  return now.subtract({ milliseconds: Math.max(0, ...rules.map(({ lastsMs }) => lastsMs)) })
}

/** An entry never changes; one that says something new is another object. */
const made = new WeakMap<Entry, TriggerRule>()

function ruleOf(entry: Entry<'trigger'>): TriggerRule {
  const rule = made.get(entry) ?? makeRule(entry.body, entry)
  made.set(entry, rule)
  return rule
}

/** Throws where its condition can't be parsed, which whoever proposed it was told. */
export function makeRule(
  body: TriggerBody,
  { slug, version, title }: Pick<TriggerRule, 'slug' | 'version' | 'title'>,
): TriggerRule {
  const condition = compileRule(body.condition)
  const needs = uniqueNeeds([...condition.needs, ...placesIn(body.says).flatMap(({ need }) => need ?? [])])
  const repeat = body.repeat === undefined ? undefined : Temporal.Duration.from(body.repeat)
  return {
    slug,
    version,
    title,
    body,
    condition,
    needs,
    pace: { cooldown: Temporal.Duration.from(body.cooldown), repeat },
    lastsMs: millisecondsOf(Temporal.Duration.from(body.lasts)),
    signals: [...new Set([...body.on, ...needs.map(({ signal }) => signal)])],
  }
}

type Whose = { persona?: string | undefined; stage?: string | undefined }

/** Whether a trigger is for accounts of this persona at this stage. */
export const isFor = ({ body: { personas, stages } }: Pick<TriggerRule, 'body'>, account: Whose): boolean =>
  (personas.length === 0 || personas.includes(account.persona ?? '')) &&
  (stages.length === 0 || stages.some((stage) => stage === account.stage))

/** Whether a trigger's condition is true of an account; undefined where something that it asks for isn't known. */
export function holds(rule: TriggerRule, account: Whose, facts: RuleFacts): boolean | undefined {
  if (!isFor(rule, account)) return false
  const outcome = rule.condition.test(facts)
  return typeof outcome === 'boolean' ? outcome : undefined
}
