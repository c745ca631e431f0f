import type { Transaction } from '#src/db/connect.ts'
import { tryParts } from './enact.ts'
import { openOn } from './part-store.ts'
import { recordProposal } from './record.ts'
import { closeProposal, readProposal } from './store.ts'

/**
 * Closes the open proposals whose claims or fields somebody has just changed past the board: what they were made of is
 * gone, and no vote on them could be applied. Those that touch something else stay. In the transaction that changed it.
 */
export async function supersede(
  tx: Transaction,
  changed: { kind: string; slug: string }[],
  by: string,
  now: Temporal.Instant,
): Promise<void> {
  for (const id of await openOn(tx, changed)) {
    const proposal = await readProposal(tx, id)
    if (!proposal) continue
    const tried = await tryParts(tx, proposal.parts, proposal.carried)
    if (!('obstacle' in tried) || tried.obstacle.clashes.length === 0) continue
    const obstacle = { ...tried.obstacle, by }
    if (await closeProposal(tx, id, { state: 'superseded', obstacle }, now))
      await recordProposal(tx, proposal, 'proposal superseded', by, obstacle, now)
  }
}
