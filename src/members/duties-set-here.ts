import type { Transaction } from '#src/db/connect.ts'

/** Handles of those whose function and roles somebody has set since they were imported: no file takes that back. */
export async function dutiesSetHere(tx: Transaction): Promise<Set<string>> {
  const rows = await tx.auditRecord.findMany({
    where: { action: { in: ['person added', 'person changed'] } },
    select: { subject: true },
    distinct: ['subject'],
  })
  return new Set(rows.map(({ subject }) => subject.replace(/^member\//, '')))
}
