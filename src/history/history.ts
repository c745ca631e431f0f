import { diffClaims } from '#src/board/diff.ts'
import type { Change } from '#src/board/proposal.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import { canonicalJson, withoutDefaults } from '#src/knowledge/digest.ts'

/** What an entry said from one moment on, who wrote it, and why. */
export type KeptVersion = {
  version: number
  content: { title: string; body: object }
  at: Temporal.Instant
  /** The name of the one who proposed it; undefined for an import by the operator. */
  author: string | undefined
  /** "import", "proposal 42" */
  reason: string
  proposal: { id: number; rationale: string } | undefined
}

/** Something that is no claim and became another, such as the status or the owner. */
export type OtherChange = { field: string; before: unknown; after: unknown }

/** A version with what it changed; the first one has nothing before it. */
export type Step = KeptVersion & ({ claims: number } | { changes: Change[]; others: OtherChange[] })

/** Of versions, the newest first, what each changed of the one before it. */
export function stepsOf(versions: KeptVersion[]): Step[] {
  return versions.flatMap((each, index): Step[] => {
    const before = versions[index + 1]
    if (each.version === 1) return [{ ...each, claims: claimsOf(each.content.body).length }]
    if (before === undefined) return []
    const changes = diffClaims(before.content.body, each.content.body)
    return [{ ...each, changes, others: otherChanges(before.content, each.content) }]
  })
}

function otherChanges(before: KeptVersion['content'], after: KeptVersion['content']): OtherChange[] {
  const [old, fresh] = [plainParts(before), plainParts(after)]
  return [...new Set([...fresh.keys(), ...old.keys()])].flatMap((field) => {
    const [was, is] = [old.get(field), fresh.get(field)]
    return sameValue(was, is) ? [] : [{ field, before: was, after: is }]
  })
}

/** Everything that is said outside of claims. */
function plainParts({ body, ...frame }: KeptVersion['content']): Map<string, unknown> {
  return new Map(Object.entries({ ...frame, ...body }).filter(([, value]) => !holdsClaims(value)))
}

const holdsClaims = (value: unknown): boolean =>
  Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null && 'cites' in item)

const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)

const sameValue = (a: unknown, b: unknown): boolean =>
  (isEmpty(a) && isEmpty(b)) ||
  canonicalJson({ value: withoutDefaults(a) }) === canonicalJson({ value: withoutDefaults(b) })
