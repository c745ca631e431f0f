import { appendAudit } from '#src/audit/store.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { advanceSequence, lockSequence } from '#src/knowledge/sequence.ts'
import type { Leave } from './leave.ts'

/** Leaves that are not over before a day. */
export async function leavesFrom(db: Database | Transaction, day: Temporal.PlainDate): Promise<Leave[]> {
  const rows = await db.leave.findMany({
    where: { until: { gte: dateOf(day) } },
    orderBy: [{ from: 'asc' }, { memberId: 'asc' }],
  })
  return rows.map(({ memberId, deputyId, from, until, by, at }) => ({
    ...{ memberId, deputyId, by },
    from: dayOf(from),
    until: dayOf(until),
    at: Temporal.Instant.fromEpochMilliseconds(at.getTime()),
  }))
}

/** Enters a leave; one of the same member from the same day takes the place of the one before. */
export async function writeLeave(tx: Transaction, leave: Leave): Promise<void> {
  const { memberId, deputyId, by } = leave
  const sequence = await lockSequence(tx)
  const at = new Date(leave.at.epochMilliseconds)
  const [from, until] = [dateOf(leave.from), dateOf(leave.until)]
  await tx.leave.upsert({
    where: { memberId_from: { memberId, from } },
    create: { memberId, from, until, deputyId, by, at },
    update: { until, deputyId, by, at },
  })
  await advanceSequence(tx, sequence)
  await record(tx, 'leave entered', leave, { until: leave.until.toString(), deputyId })
}

/** Takes a leave out again: its member votes for themselves from now on. False where there was none. */
export async function endLeave(
  tx: Transaction,
  leave: Pick<Leave, 'memberId' | 'from' | 'by' | 'at'>,
): Promise<boolean> {
  const sequence = await lockSequence(tx)
  const { count } = await tx.leave.deleteMany({
    where: { memberId: leave.memberId, from: dateOf(leave.from) },
  })
  if (count === 0) return false
  await advanceSequence(tx, sequence)
  await record(tx, 'leave ended', leave, {})
  return true
}

async function record(
  tx: Transaction,
  action: string,
  { memberId, from, by, at }: Pick<Leave, 'memberId' | 'from' | 'by' | 'at'>,
  payload: object,
): Promise<void> {
  await appendAudit(tx, {
    actor: by,
    action,
    subject: `member/${memberId}`,
    payload: { memberId, from: from.toString(), ...payload },
    at: new Date(at.epochMilliseconds),
  })
}

const dateOf = (day: Temporal.PlainDate): Date => new Date(day.toZonedDateTime('UTC').epochMilliseconds)
const dayOf = (date: Date): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO('UTC').toPlainDate()
