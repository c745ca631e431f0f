import { recordChange } from '#src/audit/record-change.ts'
import type { Database } from '#src/db/connect.ts'
import { demandOf } from '#src/members/actor.ts'
import { type Alert, standingOf } from './alert.ts'
import { type Answer, answered } from './machine.ts'
import { alertOf, dateOf, findAlert } from './store.ts'

/** What came of an answer: the alert as it stands now, and whether the answer is what it stands by. */
export type Answered = { alert: Alert; taken: boolean }

/** Answers an alert, unless that is too late. The same answer of the same person twice counts once. */
export async function answerAlert(
  db: Database,
  id: string,
  given: Answer & { by: string; reason?: string | undefined },
  now: Temporal.Instant,
): Promise<Answered | undefined> {
  const subject = `alert/${id}`
  let outcome: Answered | undefined
  await recordChange(db, now, async (tx) => {
    await demandOf(tx, given.by, 'answer-alert', { subject })
    await tx.$queryRaw`SELECT 1 FROM alerts WHERE id = ${id}::uuid FOR UPDATE`
    const alert = await findAlert(tx, id)
    const next = alert && answered(standingOf(alert), given)
    outcome = alert && { alert, taken: false }
    if (!alert || !next || next.state === 'ok') return undefined
    const row = await tx.alert.update({
      where: { id },
      data: {
        state: next.state,
        snoozedUntil: next.state === 'snoozed' ? dateOf(next.until) : null,
        answeredBy: given.by,
        answeredAt: dateOf(now),
        useful: USEFUL[given.answer],
        reason: given.reason ?? null,
        step: { increment: 1 },
      },
    })
    outcome = { alert: alertOf(row), taken: true }
    const payload = { state: next.state, reason: given.reason ?? null }
    return { actor: given.by, action: 'alert answered', subject, payload }
  })
  return outcome
}

/** Whoever takes it or is done found it worth their time; a snooze doesn't say. */
const USEFUL = { take: true, done: true, dismiss: false, snooze: null } as const
