import type { Context } from '#src/context.ts'
import type { Database } from '#src/db/connect.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Validation } from './scorecard.ts'

const MONDAY = 1
const known = new WeakMap<Database, { at: bigint; validation: Promise<Validation> }>()

/**
 * The scorecard on Mondays, once for all who are told at the same moment: a year of all customers is a heavy look, and
 * moves slowly. Undefined on other days.
 */
export async function weeklyValidation(
  here: Temporal.ZonedDateTime,
  ctx: Context,
  library: Library,
): Promise<Validation | undefined> {
  if (here.dayOfWeek !== MONDAY) return undefined
  const last = known.get(ctx.db)
  if (last?.at === here.epochNanoseconds) return await last.validation
  const { readValidation } = await import('./read-validation.ts')
  const validation = readValidation({ ...ctx, now: () => here.toInstant() }, library)
  known.set(ctx.db, { at: here.epochNanoseconds, validation })
  validation.catch(() => known.delete(ctx.db))
  return await validation
}
