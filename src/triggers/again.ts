import type { Context } from '#src/context.ts'
import { type Alert, standingOf } from './alert.ts'
import { look } from './machine.ts'
import { stillSo } from './recheck.ts'
import { rulesIn } from './rules.ts'
import { openAlertsOf } from './store.ts'

/** Alerts of one reader that are still so and are to be said again: their snooze is over, or nobody answered. */
export async function againFor(reader: string, now: Temporal.Instant, ctx: Context): Promise<Alert[]> {
  const open = await openAlertsOf(ctx.db, reader)
  if (open.length === 0) return []
  const rules = rulesIn(await ctx.readLibrary())
  const still = await stillSo(open, { ctx, rules, now })
  return open.filter((alert) => {
    const rule = rules.all.get(alert.trigger)
    return rule && look(standingOf(alert), still.get(alert.id), now, rule.pace) === 'is told again'
  })
}
