import type { Outgoing } from '#bot/slack/outgoing.ts'
import { deepRefresh } from '#bot/views/deep-refresh.ts'
import { insightReminder } from '#bot/views/insight-reminder.ts'
import { taskFollowUp } from '#bot/views/task-follow-up.ts'
import type { Listing, Post } from '#bot/views/telling.ts'
import type { Context } from '#src/context.ts'
import { findRun } from '#src/runs/log.ts'
import { DEEP_REFRESH } from '#src/tasks/deep-refresh.ts'
import { followUp } from '#src/tasks/follow-up.ts'
import { REMINDER } from '#src/tasks/insight.ts'
import type { ListKind, TaskList } from '#src/tasks/list.ts'
import { followUpsSince, lastList, type PostedList, readProgress } from '#src/tasks/store.ts'
import { changedPosts, type Said, saidIn } from './changed-posts.ts'
import { toldAgain } from './told-again.ts'

/** All that shows the newest lists of tasks, as they stand now: what says something else than it did is updated. */
export async function listsAgain(ctx: Context): Promise<Outgoing[]> {
  const lists = [
    ...(await listOfKind(REMINDER, insightReminder, ctx)),
    ...(await listOfKind(DEEP_REFRESH, deepRefresh, ctx)),
  ]
  const followUps = await followUpsOf(
    lists.map(({ list }) => list),
    ctx,
  )
  return await changedPosts([...lists.flatMap(({ said }) => said), ...followUps], ctx)
}

type Shown = Listing & { period: { id: string } }

/** The newest list of a kind with what was said to it since, and what its posts say now. */
async function listOfKind<F extends TaskList>(
  kind: ListKind<F>,
  tell: (facts: F, shown: Shown) => Post[],
  ctx: Context,
): Promise<{ list: PostedList; said: Said[] }[]> {
  const list = await lastList(ctx.db, kind)
  if (!list) return []
  const { key, period } = list
  const facts = { ...list.facts, progress: await readProgress(ctx.db, key, list.facts.tasks) }
  const told = await toldAgain(key, ctx)
  const said = told ? saidIn(key, tell(facts, { ...told, period: { id: period } })) : []
  return [{ list: { ...list, facts }, said }]
}

/** What each was reminded of since, with how far it is by now. */
async function followUpsOf(lists: PostedList[], ctx: Context): Promise<Said[]> {
  const [first] = lists.map(({ at }) => at).toSorted(Temporal.Instant.compare)
  if (!first) return []
  const progress = new Map(lists.map(({ key, facts }) => [key, facts.progress]))
  const keys = await followUpsSince(ctx.db, first)
  const said = await Promise.all(
    keys.map(async (key): Promise<Said[]> => {
      const facts = followUp.safeParse((await findRun(ctx.db, key))?.facts).data
      const told = facts && (await toldAgain(key, ctx))
      if (!facts || !told) return []
      const asNow = facts.lists.map((each) => ({
        ...each,
        progress: progress.get(each.list) ?? each.progress,
      }))
      return [{ key, message: taskFollowUp({ lists: asNow }, told) }]
    }),
  )
  return said.flat()
}
