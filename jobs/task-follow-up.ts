import { taskFollowUp as view } from '#bot/views/task-follow-up.ts'
import type { Context } from '#src/context.ts'
import { standInsFor } from '#src/freshness/answerable.ts'
import { FOLLOW_UP, followUp } from '#src/tasks/follow-up.ts'
import { LISTS } from '#src/tasks/lists.ts'
import { openTasks } from '#src/tasks/standing.ts'
import { lastList, type PostedList, readProgress } from '#src/tasks/store.ts'
import { doerOf } from '#src/tasks/task.ts'
import { job } from './job.ts'

/** Whoever was named gets a week before they are asked. */
const QUIET_DAYS = 7

/** Once a week, each who has something open of a list, alone; a newer list of its kind takes its place. */
export const taskFollowUp = job({
  name: FOLLOW_UP,
  title: 'Follow-up of the lists of tasks',
  does: 'what of the insight reminder and the deep refresh is still open, for each who was named, alone',
  schedule: { every: 'week', about: 'this', on: { businessDay: 3 }, at: '09:00' },
  async scopes(ctx) {
    const { members } = await ctx.readLibrary()
    const tasks = (await newestLists(ctx)).flatMap(({ facts }) => facts.tasks)
    const doers = new Set(tasks.flatMap((task) => doerOf(task, members)?.handle ?? []))
    return [...doers].map((id) => ({
      id,
      reader: { member: id, standIns: standInsFor(id, [], members) },
    }))
  },
  facts: followUp,
  async compute({ scope, now }, ctx) {
    const posted = await newestLists(ctx)
    if (posted.length === 0) return { found: 'nothing', because: 'there was no list yet' }
    const old = posted.filter(({ at }) => {
      const first = at.toZonedDateTimeISO(ctx.zone).add({ days: QUIET_DAYS })
      return Temporal.Instant.compare(now, first.toInstant()) >= 0
    })
    if (old.length === 0) return { found: 'nothing', because: 'the newest list is less than a week old' }
    const all = await Promise.all(old.map(async (list) => await openFor(scope.id, list, ctx)))
    const lists = all.filter(({ tasks }) => tasks.length > 0)
    if (lists.length === 0) return { found: 'nothing', because: 'nothing is open' }
    return { found: 'facts', facts: { lists } }
  },
  report: (facts, telling) => [{ message: view(facts, telling) }],
})

async function newestLists({ db }: Context): Promise<PostedList[]> {
  const lists = await Promise.all(LISTS.map(async (kind) => await lastList(db, kind)))
  return lists.filter((list) => list !== undefined)
}

/** What of a list is open for one person. */
async function openFor(handle: string, { key, period, facts }: PostedList, { db, readLibrary }: Context) {
  const library = await readLibrary()
  const progress = await readProgress(db, key, facts.tasks)
  const tasks = openTasks(facts.tasks, progress, library).filter(
    (task) => doerOf(task, library.members)?.handle === handle,
  )
  return { list: key, period, tasks, dueOn: facts.dueOn, progress }
}
