import { taskFollowUp as view } from '#bot/views/task-follow-up.ts'
import { standInsFor } from '#src/freshness/answerable.ts'
import { FOLLOW_UP, followUp } from '#src/tasks/follow-up.ts'
import { openTasks } from '#src/tasks/standing.ts'
import { lastList, readProgress } from '#src/tasks/store.ts'
import { doerOf } from '#src/tasks/task.ts'
import { job } from './job.ts'

/** Whoever was named gets a week before they are asked. */
const QUIET_DAYS = 7

/** Once a week, each who has something open of the quarter's reminder, alone; the next quarter's takes its place. */
export const taskFollowUp = job({
  name: FOLLOW_UP,
  title: 'Follow-up of the insight reminder',
  does: "what of the quarter's reminder is still open, for each who was named, alone",
  schedule: { every: 'week', about: 'this', on: { businessDay: 3 }, at: '09:00' },
  async scopes({ db, readLibrary }) {
    const { members } = await readLibrary()
    const tasks = (await lastList(db))?.facts.tasks ?? []
    const doers = new Set(tasks.flatMap((task) => doerOf(task, members)?.handle ?? []))
    return [...doers].map((id) => ({
      id,
      reader: { member: id, standIns: standInsFor(id, [], members) },
    }))
  },
  facts: followUp,
  async compute({ scope, now }, { db, readLibrary, zone }) {
    const list = await lastList(db)
    if (!list) return { found: 'nothing', because: 'there was no reminder yet' }
    const first = list.at.toZonedDateTimeISO(zone).add({ days: QUIET_DAYS })
    if (Temporal.Instant.compare(now, first.toInstant()) < 0)
      return { found: 'nothing', because: 'the reminder is less than a week old' }
    const { key, period, facts } = list
    const library = await readLibrary()
    const progress = await readProgress(db, period, facts.tasks)
    const tasks = openTasks(facts.tasks, progress, library).filter(
      (task) => doerOf(task, library.members)?.handle === scope.id,
    )
    if (tasks.length === 0) return { found: 'nothing', because: 'nothing is open' }
    return { found: 'facts', facts: { list: key, period, tasks, dueOn: facts.dueOn, progress } }
  },
  report: (facts, telling) => [{ message: view(facts, telling) }],
})
