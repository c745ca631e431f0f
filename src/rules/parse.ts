import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js'
import { callsIn, childrenOf } from './tree.ts'

/** Longer than this nobody reads. */
export const LONGEST = 2000

/** What goes through a list. One inside another takes time without end. */
const LOOPS = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])

/** Reads a rule. All its numbers are of one type, so that nobody has to write 50.0. Throws what the package throws. */
export function parseRule(env: Environment, text: string): ParseResult {
  const parsed = env.parse(text)
  oneTypeOfNumber(parsed.ast)
  return parsed
}

/** Positions in a list, and what is asked of a text, stay whole numbers. */
function oneTypeOfNumber(node: ASTNode, whole = false): void {
  if (node.op === 'value' && typeof node.args === 'bigint' && !whole) {
    Object.assign(node, { args: Number(node.args) })
    return
  }
  const [first, ...others] = childrenOf(node)
  if (first) oneTypeOfNumber(first, node.op === 'list' && whole)
  const staysWhole = node.op === '[]' || (node.op === 'rcall' && !LOOPS.has(node.args[0]))
  for (const child of others) oneTypeOfNumber(child, staysWhole)
}

/** A part that makes a rule slow to run: a pattern, or a loop inside a loop. */
export function slowPart(tree: ASTNode): { node: ASTNode; is: 'pattern' | 'nested' } | undefined {
  const pattern = callsIn(tree).find(({ name }) => name === 'matches')
  if (pattern) return { node: pattern.node, is: 'pattern' }
  const loops = callsIn(tree).filter(({ name, onValue }) => onValue && LOOPS.has(name))
  const nested = loops.find(({ node }) =>
    childrenOf(node).some((child) => callsIn(child).some(({ name, onValue }) => onValue && LOOPS.has(name))),
  )
  return nested && { node: nested.node, is: 'nested' }
}
