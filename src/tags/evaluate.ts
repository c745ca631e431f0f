import { readPersonaTags } from '#src/accounts/persona-tags.ts'
import type { Body } from '#src/knowledge/kinds.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { type CompiledRule, compileRule } from '#src/rules/compile.ts'
import type { RuleFacts } from '#src/rules/facts.ts'
import { ruleInWords } from '#src/rules/in-words.ts'
import type { CounterNeed } from '#src/rules/needs.ts'
import { tagNames } from './rule-names.ts'
import type { Saying } from './store.ts'

/** A tag rule as it is written, in force or only tried. */
export type WrittenRule = Pick<
  Body<'tag-rule'>,
  'persona' | 'reads' | 'when' | 'priority' | 'method' | 'confidence' | 'tags'
> & { slug: string }

/** A tag rule made ready to be asked about many accounts. */
export type ReadyRule = WrittenRule & { compiled: CompiledRule | undefined; reason: string }

/** Whom a rule tags. */
export type Tagged = NonNullable<WrittenRule['tags']>

/** The rules in force, in the order in which they are asked; `tried` takes the place of the one of its slug. */
export function readyRules(library: Library, tags: Tagged, tried?: WrittenRule): ReadyRule[] {
  const written = entriesOf(library, 'tag-rule')
    .filter(({ status, slug }) => status === 'active' && slug !== tried?.slug)
    .map(({ slug, body }): WrittenRule => ({ ...body, slug }))
  return [...written, ...(tried ? [tried] : [])]
    .filter((rule) => (rule.tags ?? 'accounts') === tags)
    .map((rule) => ready(rule, library))
    .toSorted((a, b) => a.priority - b.priority || (a.slug < b.slug ? -1 : 1))
}

function ready(rule: WrittenRule, library: Library): ReadyRule {
  const { when, reads } = rule
  const words = when === undefined ? '' : ruleInWords(when, tagNames(library))
  const named = reads === undefined ? '' : `${reads.split('.').at(-1)?.replaceAll('_', ' ')} names it`
  const reason = [named, words].filter(Boolean).join(', ')
  return {
    ...rule,
    compiled: when === undefined ? undefined : compileRule(when),
    reason: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`.slice(0, 500),
  }
}

export const needsOf = (rules: ReadyRule[]): CounterNeed[] =>
  rules.flatMap(({ compiled }) => compiled?.needs ?? [])

/** What the rules of a method say of an account: the first that fits. Undefined where none does. */
export type Found = Omit<Saying, 'id' | 'persona'> & { persona: string }

/** Reads personas' names once, for all accounts that are asked about. */
export function evaluator(rules: ReadyRule[], library: Library) {
  const readTag = readPersonaTags(library)
  const byMethod = [...Map.groupBy(rules, ({ method }) => method)]
  return (facts: RuleFacts): Map<ReadyRule['method'], Found> => {
    const found = new Map<ReadyRule['method'], Found>()
    for (const [method, its] of byMethod) {
      const first = firstFitting(its, facts, readTag)
      if (first) found.set(method, first)
    }
    return found
  }
}

function firstFitting(
  rules: ReadyRule[],
  facts: RuleFacts,
  readTag: ReturnType<typeof readPersonaTags>,
): Found | undefined {
  for (const rule of rules) {
    // What can't be told is no match.
    if (rule.compiled && rule.compiled.test(facts) !== true) continue
    const persona = rule.persona ?? personaRead(rule, facts, readTag)
    if (persona !== undefined)
      return { persona, confidence: rule.confidence, reason: rule.reason, by: rule.slug }
  }
  return undefined
}

function personaRead(
  { reads = '' }: ReadyRule,
  facts: RuleFacts,
  readTag: ReturnType<typeof readPersonaTags>,
): string | undefined {
  const [whose, ...path] = reads.split('.')
  const value = path.reduce<unknown>(
    (of, step) => (typeof of === 'object' && of !== null ? Reflect.get(of, step) : undefined),
    whose === 'contact' ? facts.contact : facts.account,
  )
  const tag = typeof value === 'string' ? readTag(value) : undefined
  return tag && 'slug' in tag ? tag.slug : undefined
}
