import type { Content } from '#src/knowledge/entry.ts'
import { isKindName, KINDS } from '#src/knowledge/kinds.ts'
import { newOverflows, type Overflow, sayOverflow } from '#src/personas/one-page.ts'
import { claimsById, sameClaim } from './diff.ts'
import { type AnyClaim, type Change, claimIdOf } from './proposal.ts'

export type Applied =
  | { applied: Content }
  /** These claims say something else by now than what the change was made of. */
  | { conflicting: { change: Change; now: AnyClaim | undefined }[] }
  /** The kind's own rules refuse the outcome. */
  | { invalid: string }

/**
 * Puts a change onto an entry as it stands now, which may be newer than the version that the change was made for:
 * claims that it does not touch are left as they are.
 */
export function applyChanges(kind: string, content: Content, changes: Change[]): Applied {
  const claims = claimsById(content.body)
  const conflicting = changes.flatMap((change) => {
    const now = claims.get(claimIdOf(change))?.claim
    const expected = change.type === 'added' ? undefined : change.before
    const holds = expected === undefined ? now === undefined : now !== undefined && sameClaim(now, expected)
    return holds ? [] : [{ change, now }]
  })
  if (conflicting.length > 0) return { conflicting }
  return validated(kind, { ...content, body: changes.reduce(applyOne, content.body) }, content.body)
}

function applyOne<B extends object>(body: B, change: Change): B {
  const held: unknown = Object.entries(body).find(([field]) => field === change.field)?.[1]
  const list: { id: string }[] = Array.isArray(held) ? held : []
  switch (change.type) {
    case 'added':
      return { ...body, [change.field]: [...list, change.after] }
    case 'changed':
      return {
        ...body,
        [change.field]: list.map((each) => (each.id === change.before.id ? change.after : each)),
      }
    case 'removed':
      return { ...body, [change.field]: list.filter(({ id }) => id !== change.before.id) }
  }
}

function validated(kind: string, content: Content, before: object): Applied {
  if (!isKindName(kind)) return { invalid: `an unknown kind of entry, ${kind}` }
  const read = KINDS[kind].body.safeParse(content.body)
  if (!read.success) return { invalid: read.error.issues[0]?.message ?? 'another value' }
  const refused: string[] = []
  KINDS[kind].check(read.data, (_path, expected) => refused.push(expected))
  if (kind === 'persona') refused.push(...newOverflows(read.data, before).map(tooLong))
  const [first] = refused
  return first === undefined ? { applied: { ...content, body: read.data } } : { invalid: first }
}

/** A card stays one page: what doesn't fit is refused before anybody votes on it. */
function tooLong(overflow: Overflow): string {
  const { found, expected } = sayOverflow(overflow)
  return `${expected}; this would make it ${found}`
}
