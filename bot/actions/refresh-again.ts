import { z } from 'zod'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { personaRefresh } from '#bot/views/refresh-card.ts'
import { lateness } from '#bot/views/telling.ts'
import type { Context } from '#src/context.ts'
import { lastChecklist, readTicks } from '#src/refresh/store.ts'
import { findRun } from '#src/runs/log.ts'
import { changedPosts, saidIn } from './changed-posts.ts'

const told = z.object({ lateness: lateness.optional() }).catch({})

/** The half-year's card and its parts, as they stand now: what says something else than it did is updated. */
export async function refreshAgain(ctx: Context): Promise<Outgoing[]> {
  const list = await lastChecklist(ctx.db)
  const run = list && (await findRun(ctx.db, list.key))
  if (!list || !run) return []
  const { key, period, facts } = list
  const ticks = await readTicks(ctx.db, key, facts.items)
  const posts = personaRefresh(
    { ...facts, ticks },
    {
      run: key,
      period: { id: period },
      scheduledAt: run.scheduledAt,
      lateness: told.parse(run.posts).lateness,
      missed: run.missed,
      library: await ctx.readLibrary(),
      zone: ctx.zone,
    },
  )
  return await changedPosts(saidIn(key, posts), ctx)
}
