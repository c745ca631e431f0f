import { z } from 'zod'
import type { Entry } from '#src/knowledge/entry.ts'
import type { KindName } from '#src/knowledge/kinds.ts'
import { DECIDERS, MAJORITIES, type SORTS } from './voting-rule.ts'

/** How a proposal is decided, as it was when it was opened. */
export const rule = z.object({
  decides: z.enum(DECIDERS),
  least: z.number(),
  majority: z.enum(MAJORITIES),
  /** Business days: for votes, and to object to what an owner decides. */
  days: z.number(),
  window: z.number(),
  block: z.boolean(),
  /** Where it stands: "voting-rule/playbooks v2"; undefined of what holds where no entry says otherwise. */
  from: z.string().optional(),
})
export type Rule = z.output<typeof rule>

export type Sort = (typeof SORTS)[number]

/** A majority of the votes cast, from at least three functions within five business days, and nobody's block. */
export const BOARD_RULE: Rule = {
  decides: 'board',
  least: 3,
  majority: 'half',
  days: 5,
  window: 2,
  block: true,
}
const OWNER_RULE: Rule = { ...BOARD_RULE, decides: 'owner' }
const OPERATOR_RULE: Rule = { ...BOARD_RULE, decides: 'operator' }

/** What holds for a core change where no entry of the knowledge base says otherwise. Wording is its owner's. */
const BUILT_IN: Record<KindName, Rule> = {
  persona: BOARD_RULE,
  journey: BOARD_RULE,
  committee: BOARD_RULE,
  competitor: BOARD_RULE,
  theme: BOARD_RULE,
  'voting-rule': BOARD_RULE,
  decision: BOARD_RULE,
  job: OWNER_RULE,
  playbook: OWNER_RULE,
  objection: OWNER_RULE,
  discovery: OWNER_RULE,
  argument: OWNER_RULE,
  vocabulary: OWNER_RULE,
  signal: OWNER_RULE,
  'tag-rule': OWNER_RULE,
  'tag-precedence': BOARD_RULE,
  trigger: OWNER_RULE,
  source: OPERATOR_RULE,
  field: OWNER_RULE,
  kpi: BOARD_RULE,
  scorecard: BOARD_RULE,
  'kpi-link': OWNER_RULE,
  experiment: OWNER_RULE,
  target: BOARD_RULE,
}

/** What a source reads is the operator's, whatever changes of it. */
const builtIn = (kind: KindName, sort: Sort): Rule =>
  sort === 'wording' && kind !== 'source' ? OWNER_RULE : BUILT_IN[kind]

/** The rule in force for one sort of change of a kind: of several that say so, the strictest. */
export function ruleInForce(kind: KindName, sort: Sort, entries: Entry<'voting-rule'>[]): Rule {
  const said = entries
    .filter(({ status, body }) => status === 'active' && body.sort === sort && body.kinds.includes(kind))
    .map(ruleOf)
  return strictest(said) ?? builtIn(kind, sort)
}

function ruleOf({ slug, version, body }: Entry<'voting-rule'>): Rule {
  const { decides, least, majority, days, window, block } = body
  return { decides, least, majority, days, window, block, from: `voting-rule/${slug} v${version}` }
}

/** Of several rules all that is strict in any: a board outdoes an owner, an owner an operator. */
export function strictest([first, ...others]: Rule[]): Rule | undefined {
  return first && others.reduce(stricter, first)
}

function stricter(a: Rule, b: Rule): Rule {
  const place = ({ decides }: Rule) => DECIDERS.indexOf(decides)
  const [lead, other] = place(b) > place(a) ? [b, a] : [a, b]
  return {
    ...lead,
    least: Math.max(a.least, b.least),
    majority: [a, b].some(({ majority }) => majority === 'two-thirds') ? 'two-thirds' : 'half',
    days: Math.max(a.days, b.days),
    window: Math.max(a.window, b.window),
    block: lead.block || other.block,
  }
}
