import type { Outgoing } from '#bot/slack/outgoing.ts'
import { personaRefresh } from '#bot/views/refresh-card.ts'
import type { Context } from '#src/context.ts'
import { lastChecklist, readTicks } from '#src/refresh/store.ts'
import { changedPosts, saidIn } from './changed-posts.ts'
import { toldAgain } from './told-again.ts'

/** The half-year's card and its parts, as they stand now: what says something else than it did is updated. */
export async function refreshAgain(ctx: Context): Promise<Outgoing[]> {
  const list = await lastChecklist(ctx.db)
  const told = list && (await toldAgain(list.key, ctx))
  if (!list || !told) return []
  const { key, period, facts } = list
  const ticks = await readTicks(ctx.db, key, facts.items)
  return await changedPosts(
    saidIn(key, personaRefresh({ ...facts, ticks }, { ...told, period: { id: period } })),
    ctx,
  )
}
