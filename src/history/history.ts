import type { Change } from '#src/board/change.ts'
import { diffContent } from '#src/board/diff.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Content } from '#src/knowledge/entry.ts'
import type { KindName } from '#src/knowledge/kinds.ts'

/** What an entry said from one moment on, who wrote it, and why. */
export type KeptVersion = {
  version: number
  content: Content
  at: Temporal.Instant
  /** The name of the one who proposed it; undefined for an import by the operator. */
  author: string | undefined
  /** "import", "proposal 42" */
  reason: string
  proposal: { id: number; rationale: string } | undefined
}

/** A version with what it changed; the first one has nothing before it. */
export type Step = KeptVersion & ({ claims: number } | { changes: Change[] })

/** Of versions, the newest first, what each changed of the one before it. */
export function stepsOf(kind: KindName, versions: KeptVersion[]): Step[] {
  return versions.flatMap((each, index): Step[] => {
    const before = versions[index + 1]
    if (each.version === 1) return [{ ...each, claims: claimsOf(each.content.body).length }]
    if (before === undefined) return []
    return [{ ...each, changes: diffContent(kind, before.content, each.content) }]
  })
}
