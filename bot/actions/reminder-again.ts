import { z } from 'zod'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { insightReminder } from '#bot/views/insight-reminder.ts'
import { taskFollowUp } from '#bot/views/task-follow-up.ts'
import { lateness } from '#bot/views/telling.ts'
import type { Context } from '#src/context.ts'
import type { Library } from '#src/knowledge/library.ts'
import { findRun } from '#src/runs/log.ts'
import { followUp } from '#src/tasks/follow-up.ts'
import { followUpsSince, lastList, type PostedList, readProgress } from '#src/tasks/store.ts'
import { changedPosts, type Said, saidIn } from './changed-posts.ts'

const told = z.object({ lateness: lateness.optional() }).catch({})

/** All that shows the quarter's tasks, as they stand now: what says something else than it did is updated. */
export async function reminderAgain(ctx: Context): Promise<Outgoing[]> {
  const list = await lastList(ctx.db)
  if (!list) return []
  const library = await ctx.readLibrary()
  return await changedPosts(
    [...(await reminderOf(list, library, ctx)), ...(await followUpsOf(list, library, ctx))],
    ctx,
  )
}

async function reminderOf(list: PostedList, library: Library, ctx: Context): Promise<Said[]> {
  const { key, period, facts } = list
  const run = await findRun(ctx.db, key)
  if (!run) return []
  const progress = await readProgress(ctx.db, period, facts.tasks)
  const posts = insightReminder(
    { ...facts, progress },
    {
      run: key,
      period: { id: period },
      scheduledAt: run.scheduledAt,
      lateness: told.parse(run.posts).lateness,
      missed: run.missed,
      library,
      zone: ctx.zone,
    },
  )
  return saidIn(key, posts)
}

async function followUpsOf(list: PostedList, library: Library, ctx: Context): Promise<Said[]> {
  const progress = await readProgress(ctx.db, list.period, list.facts.tasks)
  const keys = await followUpsSince(ctx.db, list.at)
  const runs = await Promise.all(keys.map(async (key) => ({ key, run: await findRun(ctx.db, key) })))
  return runs.flatMap(({ key, run }) => {
    const facts = followUp.safeParse(run?.facts).data
    if (!run || !facts) return []
    const { scope, scheduledAt } = run
    const shown = { scope, scheduledAt, lateness: told.parse(run.posts).lateness, library, zone: ctx.zone }
    return [{ key, message: taskFollowUp({ ...facts, progress }, shown) }]
  })
}
