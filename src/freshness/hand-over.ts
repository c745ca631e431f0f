import type { Transaction } from '#src/db/connect.ts'
import type { Content, Entry } from '#src/knowledge/entry.ts'
import { entriesOfMember, type NewVersion, writeVersions } from '#src/knowledge/store.ts'
import type { KnownMember } from '#src/members/member.ts'
import { answerableFor } from './answerable.ts'

/** An entry that somebody else answers for now, by handle: its owner, its verifier, or both. */
export type Handed = { kind: string; slug: string; title: string; to: string[] }

/**
 * Gives what somebody who left owns or verifies to whoever answers for it now, as new versions that say why. What
 * nobody can take stays as it is. The sequence has to be locked; `members` know already that they left.
 */
export async function handOver(
  tx: Transaction,
  left: KnownMember,
  members: ReadonlyMap<string, KnownMember>,
  { sequence, now }: { sequence: bigint; now: Temporal.Instant },
): Promise<Handed[]> {
  const moves = (await entriesOfMember(tx, left.id)).flatMap((entry) => moveOf(entry, left, members) ?? [])
  const at = new Date(now.epochMilliseconds)
  for (const [reason, some] of Map.groupBy(moves, ({ reason }) => reason)) {
    const versions = some.map(({ version }) => version)
    await writeVersions(tx, versions, { sequence, at, reason, authorId: undefined })
  }
  return moves.map(({ handed }) => handed)
}

function moveOf(
  entry: Entry,
  left: KnownMember,
  members: ReadonlyMap<string, KnownMember>,
): { version: NewVersion; reason: string; handed: Handed } | undefined {
  const { owner, verifier } = answerableFor(entry, members)
  const owns = entry.owner === left.handle
  const verifies = entry.verifier === left.handle
  const takers = [...new Set([...(owns ? [owner] : []), ...(verifies ? [verifier] : [])])].filter(
    (taker) => taker !== undefined,
  )
  if (takers.length === 0) return undefined
  const { id, kind, slug, title, status, deputies, verifyEvery, body } = entry
  const content: Content = {
    title,
    status,
    deputies: deputies.filter((handle) => handle !== left.handle),
    verifyEvery,
    body,
    owner: owns ? owner?.handle : entry.owner,
    verifier: verifies ? verifier?.handle : entry.verifier,
  }
  const names = takers.map(({ name }) => name).join(' and ')
  return {
    version: {
      id,
      kind,
      slug,
      version: entry.version + 1,
      content,
      ownerId: members.get(content.owner ?? '')?.id,
      verifierId: members.get(content.verifier ?? '')?.id,
      verifiedAt: undefined,
    },
    reason: `${left.name} left; ${names} ${takers.length === 1 ? 'takes' : 'take'} over`,
    handed: { kind, slug, title, to: takers.map(({ handle }) => handle) },
  }
}
