import { reportsOfDepartures } from '#bot/slack/departures.ts'
import { comeBack, leave } from '#src/freshness/departure.ts'
import { memberBehind } from '#src/members/identity.ts'
import type { PersonChanged } from './index.ts'

/** Whoever left answers for nothing any more: what they had is handed over, and that is reported. */
export const handOver: PersonChanged = async ({ deleted, ...user }, ctx) => {
  const memberId = await memberBehind(ctx.db, user)
  if (memberId === undefined) return []
  if (!deleted) {
    await comeBack(ctx.db, memberId, ctx.now())
    return []
  }
  await leave(ctx.db, memberId, { now: ctx.now(), zone: ctx.zone })
  return await reportsOfDepartures(ctx)
}
