import { insightReminder as view } from '#bot/views/insight-reminder.ts'
import { readTried } from '#src/feedback/store.ts'
import { openFlags } from '#src/flags/store.ts'
import { whoIsAsked } from '#src/questions/store.ts'
import { tasksOf, withSince } from '#src/tasks/derive.ts'
import { insightFacts } from '#src/tasks/insight.ts'
import { newsBetween } from '#src/tasks/news-store.ts'
import { openTasks } from '#src/tasks/standing.ts'
import { lastList, listOf, REMINDER, readProgress } from '#src/tasks/store.ts'
import type { Task } from '#src/tasks/task.ts'
import { type JobContext, job } from './job.ts'
import { businessDay, lastBusinessDay, type Period } from './schedule.ts'

/** Once a quarter: what is new, what is due, and who does what by when. What is open of the list before is carried over. */
export const insightReminder = job({
  name: REMINDER.job,
  title: 'Quarterly insight reminder',
  does: 'what the quarter brought, what is due, and who does what by when, for the board',
  schedule: { every: 'quarter', about: 'last', on: { businessDay: 5 }, at: '09:00' },
  scopes: () => Promise.resolve([{ id: REMINDER.scope, reader: { setting: 'board-channel' } }]),
  facts: insightFacts,
  async compute({ period, now }, ctx) {
    const fresh = await freshTasks(period, now, ctx)
    const tasks = [...fresh, ...(await seenTo(fresh, period, ctx))]
    if (tasks.length === 0) return { found: 'nothing', because: 'nothing is due' }
    const facts = {
      news: await newsBetween(ctx.db, await ctx.readLibrary(), { ...period, zone: ctx.zone }),
      tasks,
      dueOn: (await listOf(ctx.db, period.id))?.dueOn ?? dueOn(period, now, ctx.zone).toString(),
      progress: await readProgress(ctx.db, period.id, tasks),
    }
    return { found: 'facts', facts }
  },
  report: view,
})

/** So much time there is at least, also for a reminder that comes late. */
const LEAST_DAYS = 14

/** The last business day of the second month after the quarter: enough time, and before the next quarter's. */
function dueOn({ to }: Period, now: Temporal.Instant, zone: string): Temporal.PlainDate {
  const planned = lastBusinessDay(to.add({ months: 2 }))
  const soonest = businessDay(now.toZonedDateTimeISO(zone).toPlainDate().add({ days: LEAST_DAYS }), 1)
  return Temporal.PlainDate.compare(planned, soonest) < 0 ? soonest : planned
}

async function freshTasks(period: Period, now: Temporal.Instant, ctx: JobContext): Promise<Task[]> {
  const { db, zone } = ctx
  const library = await ctx.readLibrary()
  const fresh = tasksOf({
    library,
    zone,
    today: now.toZonedDateTimeISO(zone).toPlainDate(),
    questions: await whoIsAsked(db),
    flags: await openFlags(db),
    tried: (await readTried(db, now)).values(),
  })
  const before = await lastList(db, period.from)
  if (!before) return fresh
  const progress = await readProgress(db, before.period, before.facts.tasks)
  return withSince(fresh, { period: before.period, open: openTasks(before.facts.tasks, progress, library) })
}

/** Of a list that is published anew, what has been seen to since: it is shown as that, and doesn't vanish. */
async function seenTo(fresh: Task[], period: Period, ctx: JobContext): Promise<Task[]> {
  const published = (await listOf(ctx.db, period.id))?.tasks ?? []
  const progress = await readProgress(ctx.db, period.id, published)
  const open = openTasks(published, progress, await ctx.readLibrary())
  const listed = new Set([...fresh, ...open].map(({ id }) => id))
  return published.filter(({ id }) => !listed.has(id))
}
