import { type ASTNode, ParseError, TypeError as RuleTypeError } from '@marcbachmann/cel-js'
import { checkingEnvironment } from './environment.ts'
import { faultAt, faultOf, nearest, type RuleFault, typeWords } from './fault.ts'
import {
  ACCOUNT_FIELDS,
  CONTACT_FIELDS,
  EVENT_FIELDS,
  type RuleAbout,
  type RuleField,
  type RuleNames,
} from './names.ts'
import { needOf } from './needs.ts'
import { LONGEST, parseRule, slowPart } from './parse.ts'
import { callsIn, textOf } from './tree.ts'

/**
 * The first thing that is wrong with a rule, with its place; undefined where nothing is. `names` are those that the
 * company adds to what every account has.
 */
export function checkRule(
  text: string,
  names: RuleNames,
  about: RuleAbout = 'account',
): RuleFault | undefined {
  if (text.trim() === '') return faultAt(text, 0, 'a condition is missing')
  if (text.length > LONGEST) return faultAt(text, LONGEST, `a rule has at most ${LONGEST} characters`)
  const own = [...ACCOUNT_FIELDS, ...OWN_FIELDS[about]]
  const known = { ...names, fields: allFields([...own, ...names.fields]) }
  try {
    const parsed = parseRule(checkingEnvironment(known.fields, about), text)
    const slow = slowFault(text, parsed.ast)
    if (slow) return slow
    const { valid, type, error } = parsed.check()
    if (!valid) throw error
    if (type !== 'bool') return faultAt(text, 0, `a rule is true or false; this is ${typeWords(type ?? '')}`)
    return (
      (about === 'contact' ? countingFault(text, parsed.ast) : undefined) ??
      counterFault(text, parsed.ast, known)
    )
  } catch (error) {
    if (!(error instanceof ParseError) && !(error instanceof RuleTypeError)) throw error
    const { code, summary, range, node } = error
    const part = node && isPart(node) ? { node } : {}
    return faultOf(text, { code, summary, start: range?.start ?? 0, ...part }, known)
  }
}

const isPart = (node: object): node is ASTNode => 'op' in node

/** The company's own word for a field counts before ours. */
const allFields = (fields: RuleNames['fields']): RuleNames['fields'] => [
  ...new Map(fields.map((field) => [field.path, field])).values(),
]

function slowFault(text: string, tree: ASTNode): RuleFault | undefined {
  const slow = slowPart(tree)
  if (!slow) return undefined
  const message =
    slow.is === 'pattern'
      ? 'patterns are not taken; ask contains, startsWith or endsWith instead of matches'
      : 'one list inside another is not taken'
  return faultAt(text, slow.node.start, message)
}

const OWN_FIELDS: Record<RuleAbout, RuleField[]> = {
  account: [],
  event: EVENT_FIELDS,
  contact: CONTACT_FIELDS,
}

const COUNTERS = new Set(['count', 'last', 'total'])
const LONGEST_WINDOW = 400

/** Signals are counted by account, and would say the same of everybody there. */
function countingFault(text: string, tree: ASTNode): RuleFault | undefined {
  const [call] = [...callsIn(tree)].filter(({ name, onValue }) => !onValue && COUNTERS.has(name))
  return call && faultAt(text, call.node.start, 'signals are counted by account, not by person')
}

/** A counter is read before the rule runs, so that its signal and its days have to be written out. */
function counterFault(text: string, tree: ASTNode, { signals }: RuleNames): RuleFault | undefined {
  const known = signals.map(({ slug }) => slug)
  for (const { name, args, node, onValue } of callsIn(tree)) {
    if (onValue || !COUNTERS.has(name)) continue
    const need = needOf(name, args)
    const at = (message: string) => faultAt(text, (args[0] ?? node).start, message)
    if (!need) return at(`${name} needs its signal in quotes and its days as a number`)
    if (!known.includes(need.signal))
      return at(`there is no signal ${textOf(args[0])}${nearest(need.signal, known)}`)
    if (need.of === 'last') continue
    const fits = Number.isInteger(need.days) && need.days >= 1 && need.days <= LONGEST_WINDOW
    if (!fits)
      return faultAt(text, (args.at(-1) ?? node).start, `days are a whole number from 1 to ${LONGEST_WINDOW}`)
  }
  return undefined
}
