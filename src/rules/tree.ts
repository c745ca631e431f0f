import type { ASTNode } from '@marcbachmann/cel-js'

/** The parts that a part of a rule is made of. */
export function childrenOf(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    default:
      return node.args
  }
}

/** A rule's parts, itself first. */
function* partsOf(node: ASTNode): Generator<ASTNode> {
  yield node
  for (const child of childrenOf(node)) yield* partsOf(child)
}

type Call = { name: string; args: ASTNode[]; node: ASTNode; onValue: boolean }

/** Every call in a rule, of a function or on a value. */
export function callsIn(tree: ASTNode): Call[] {
  return [...partsOf(tree)].flatMap((node): Call[] => {
    if (node.op === 'call') return [{ name: node.args[0], args: node.args[1], node, onValue: false }]
    return node.op === 'rcall' ? [{ name: node.args[0], args: node.args[2], node, onValue: true }] : []
  })
}

/** A text that is written out. */
export const textOf = (node: ASTNode | undefined): string | undefined =>
  node?.op === 'value' && typeof node.args === 'string' ? node.args : undefined

/** A number that is written out, also a negative one. */
export function numberOf(node: ASTNode | undefined): number | undefined {
  if (node?.op === '-_') {
    const number = numberOf(node.args)
    return number === undefined ? undefined : -number
  }
  return node?.op === 'value' && typeof node.args === 'number' ? node.args : undefined
}

/** `account.attributes.vehicles` of what selects it; undefined where a part of it is computed. */
export function pathOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args
  if (node.op === '.') {
    const before = pathOf(node.args[0])
    return before === undefined ? undefined : `${before}.${node.args[1]}`
  }
  if (node.op !== '[]') return undefined
  const [of, key] = [pathOf(node.args[0]), textOf(node.args[1])]
  return of === undefined || key === undefined ? undefined : `${of}[${JSON.stringify(key)}]`
}
