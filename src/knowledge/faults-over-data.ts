import type { Transaction } from '#src/db/connect.ts'
import { targetFaults } from '#src/kpis/check-targets.ts'
import { rivalFaults } from '#src/sources/rivals.ts'
import { wideRuleFaults } from '#src/tags/wide.ts'
import { wideFaults } from '#src/triggers/wide.ts'
import type { Fault } from './fault.ts'
import type { FileEntry } from './read-folder.ts'

/** What doesn't hold of entries that change, beside the customers that are there and what fills their tables. */
export async function faultsOverData(tx: Transaction, changed: FileEntry[]): Promise<Fault[]> {
  return [
    ...(await wideFaults(tx, changed)),
    ...(await wideRuleFaults(tx, changed)),
    ...(await rivalFaults(tx, changed)),
    ...(await targetFaults(tx, changed)),
  ]
}
