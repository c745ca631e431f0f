import { z } from 'zod'
import { type Listing, lateness } from '#bot/views/telling.ts'
import type { Context } from '#src/context.ts'
import { findRun } from '#src/runs/log.ts'

const told = z.object({ lateness: lateness.optional(), due: z.string().optional() }).catch({})

/** What a run was told with when it was posted, by its key, and the library as it is now; undefined without the run. */
export async function toldAgain(key: string, ctx: Context): Promise<Listing | undefined> {
  const run = await findRun(ctx.db, key)
  if (!run) return undefined
  const { lateness: late, due } = told.parse(run.posts ?? {})
  return {
    run: key,
    scope: run.scope,
    scheduledAt:
      due === undefined ? run.scheduledAt : Temporal.Instant.from(due).toZonedDateTimeISO(ctx.zone),
    lateness: late,
    missed: run.missed,
    library: await ctx.readLibrary(),
    zone: ctx.zone,
  }
}
