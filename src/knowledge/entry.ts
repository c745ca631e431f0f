import { claimsOf } from './claim.ts'
import type { Status } from './kind.ts'
import type { Body, KindName } from './kinds.ts'

/** What a version says: everything that a file of the entry says, people by their handles. */
export type Content<K extends KindName = KindName> = {
  title: string
  status: Status
  owner?: string | undefined
  verifier?: string | undefined
  deputies: string[]
  verifyEvery: string
  body: Body<K>
}

/** An entry of the knowledge base as it stands, or as it stood in one of its versions. */
export type Entry<K extends KindName = KindName> = Content<K> & {
  id: string
  kind: K
  slug: string
  /** Every name by which people call it, its title first. */
  names: string[]
  /** Names that it had in earlier versions, by which it is still found. */
  formerNames: string[]
  version: number
  /** When this version came about. */
  since: Temporal.Instant
  verifiedAt?: Temporal.Instant | undefined
}

export const isKind = <K extends KindName>(entry: Entry, kind: K): entry is Entry<K> => entry.kind === kind

export const entryKey = (entry: { kind: string; slug: string }): string => `${entry.kind}/${entry.slug}`

/** How much evidence a body rests on, and how many of its claims rest on none. */
export function supportOf(body: object): { sources: string[]; assumptions: number } {
  const claims = claimsOf(body)
  return {
    sources: [...new Set(claims.flatMap((claim) => claim.cites))],
    assumptions: claims.filter((claim) => claim.cites.length === 0).length,
  }
}

/** The day from which a verification no longer holds; undefined if there never was one. */
export function dueOn(
  entry: Pick<Entry, 'verifiedAt' | 'verifyEvery'>,
  zone: string,
): Temporal.PlainDate | undefined {
  return entry.verifiedAt?.toZonedDateTimeISO(zone).toPlainDate().add(entry.verifyEvery)
}
