import { recordChange } from '#src/audit/record-change.ts'
import type { Database } from '#src/db/connect.ts'
import { JUDGED_KPIS, type Review } from './review.ts'
import { isEscalated } from './standing.ts'

const ACTION = 'number escalated'

/** Notes in the audit trail which numbers of a review are outside their range for the third closed month or longer, once each. */
export async function recordEscalations(db: Database, review: Review, now: Temporal.Instant): Promise<void> {
  for (const { subject, payload } of escalationsIn(review))
    await recordChange(db, now, async (tx) => {
      const known = await tx.auditRecord.findFirst({
        where: { action: ACTION, subject },
        select: { sequence: true },
      })
      return known ? undefined : { actor: 'clock', action: ACTION, subject, payload }
    })
}

const escalationsIn = ({ month, personas }: Review) =>
  personas.flatMap(({ persona, n, now, standings }) =>
    JUDGED_KPIS.flatMap((kpi) => {
      const its = standings[kpi]
      if (its?.state !== 'breached' || !isEscalated(its)) return []
      const { run, since, gaps, range } = its
      const value = now?.[kpi]?.value ?? null
      return [
        { subject: `${kpi}/${persona}/${month.slice(0, 7)}`, payload: { value, n, run, since, gaps, range } },
      ]
    }),
  )
