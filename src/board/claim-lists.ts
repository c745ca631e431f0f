import type { Change, ClaimChange } from './change.ts'
import type { Said } from './said.ts'

type WithId = { id: string }

const listIn = (said: Said, field: string): WithId[] => {
  const held = said[field]
  return Array.isArray(held) ? held : []
}

/** The ids of a field's claims, in their order. */
export const idsIn = (said: Said, field: string): string[] => listIn(said, field).map(({ id }) => id)

/** Does to a list of claims what a change says, which has to fit; a new claim comes last. */
export function applyToClaims(said: Said, change: ClaimChange): Said {
  const list = listIn(said, change.field)
  return { ...said, [change.field]: changed(list, change) }
}

function changed(list: WithId[], change: ClaimChange): WithId[] {
  switch (change.type) {
    case 'added':
      return [...list, change.after]
    case 'changed':
      return list.map((each) => (each.id === change.before.id ? change.after : each))
    case 'removed':
      return list.filter(({ id }) => id !== change.before.id)
  }
}

type Moved = Extract<Change, { type: 'moved' }>

/** Whether what was moved still stood in the order of which the change was made, whatever came or went since. */
export function stillInOrder(said: Said, { field, before }: Moved): boolean {
  const now = idsIn(said, field)
  const common = now.filter((id) => before.includes(id))
  return before.filter((id) => now.includes(id)).join(' ') === common.join(' ')
}

/** Puts claims into an order; what it doesn't name stays behind the claim that it stands behind. */
export function reorder(said: Said, { field, after }: Moved): Said {
  const list = listIn(said, field)
  const byId = new Map(list.map((each) => [each.id, each]))
  const order = after.filter((id) => byId.has(id))
  for (const [index, { id }] of list.entries()) {
    if (order.includes(id)) continue
    const behind = list[index - 1]?.id
    order.splice(behind === undefined ? 0 : order.indexOf(behind) + 1, 0, id)
  }
  return { ...said, [field]: order.flatMap((id) => byId.get(id) ?? []) }
}
