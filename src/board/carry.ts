import { randomUUID } from 'node:crypto'
import type { Transaction } from '#src/db/connect.ts'
import { writeEvidence } from '#src/evidence/store.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { findEntries, markVerified } from '#src/knowledge/store.ts'
import { membersSince, writeMembers } from '#src/members/store.ts'
import type { Carried } from './proposal.ts'

/**
 * Writes what an approved folder brought beside its entries: its evidence, and people whom nobody knew. Those who are
 * known stay as they are, since a seat or a role is not given by an import that was decided days later.
 */
export async function writeCarried(
  tx: Transaction,
  { people, evidence }: Carried,
  change: { sequence: bigint; at: Date },
): Promise<void> {
  const known = new Set((await membersSince(tx, -1n)).map(({ handle }) => handle))
  const fresh = people.filter(({ handle }) => !known.has(handle))
  if (fresh.length > 0)
    await writeMembers(
      tx,
      fresh.map((member) => ({ ...member, id: randomUUID() })),
      change.sequence,
    )
  if (evidence.length > 0)
    await writeEvidence(
      tx,
      evidence.map(({ slug, said }) => ({ slug, ...said })),
      change,
    )
}

/** Marks as verified what the folder says was verified later than is known. After its entries are written. */
export async function markCarried(
  tx: Transaction,
  carried: Carried | undefined,
  sequence: bigint,
): Promise<void> {
  if (!carried || carried.verified.length === 0) return
  const entries = await findEntries(tx, carried.verified)
  const later = carried.verified.flatMap((each) => {
    const entry = entries.get(entryKey(each))
    const known = entry?.verifiedAt?.epochMilliseconds ?? 0
    return entry && Date.parse(each.at) > known ? [{ id: entry.id, at: new Date(each.at) }] : []
  })
  await markVerified(tx, later, sequence)
}
