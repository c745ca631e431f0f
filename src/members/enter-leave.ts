import type { Database, Transaction } from '#src/db/connect.ts'
import { demandOf } from './actor.ts'
import type { Leave } from './leave.ts'
import { endLeave, writeLeave } from './leave-store.ts'

const IN_TURN = { timeout: 20_000, maxWait: 20_000 }

/** Enters when somebody is away, and who stands in: anybody for themselves, an admin for others; else a NoRight. */
export async function enterLeave(db: Database, leave: Leave): Promise<void> {
  await db.$transaction(async (tx) => {
    await demandLeave(tx, leave)
    await writeLeave(tx, leave)
  }, IN_TURN)
}

/** Takes a leave out again, by the same right. False where there was none. */
export async function cancelLeave(
  db: Database,
  leave: Pick<Leave, 'memberId' | 'from' | 'by' | 'at'>,
): Promise<boolean> {
  return await db.$transaction(async (tx) => {
    await demandLeave(tx, leave)
    return await endLeave(tx, leave)
  }, IN_TURN)
}

async function demandLeave(tx: Transaction, { memberId, by }: Pick<Leave, 'memberId' | 'by'>): Promise<void> {
  const whose = await tx.member.findUnique({ where: { id: memberId }, select: { handle: true } })
  const subject = `member/${whose?.handle ?? memberId}`
  await demandOf(tx, by, 'enter-leave', { subject, related: { self: [whose?.handle] } })
}
