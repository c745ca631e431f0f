import { insightReminder as view } from '#bot/views/insight-reminder.ts'
import type { Context } from '#src/context.ts'
import { readTried } from '#src/feedback/store.ts'
import { openFlags } from '#src/flags/store.ts'
import { whoIsAsked } from '#src/questions/store.ts'
import { tasksOf } from '#src/tasks/derive.ts'
import { REMINDER } from '#src/tasks/insight.ts'
import { newsBetween } from '#src/tasks/news-store.ts'
import type { Task } from '#src/tasks/task.ts'
import { job } from './job.ts'
import { lastBusinessDay } from './schedule.ts'
import { dueOn, listAgain } from './task-list.ts'

/** So much time there is at least, also for a reminder that comes late. */
const LEAST_DAYS = 14

/** Once a quarter: what is new, what is due, and who does what by when. What is open of the list before is carried over. */
export const insightReminder = job({
  name: REMINDER.job,
  title: 'Quarterly insight reminder',
  does: 'what the quarter brought, what is due, and who does what by when, for the board',
  schedule: { every: 'quarter', about: 'last', on: { businessDay: 5 }, at: '09:00' },
  scopes: () => Promise.resolve([{ id: REMINDER.scope, reader: { setting: 'board-channel' } }]),
  facts: REMINDER.facts,
  async compute({ period, now }, ctx) {
    const today = now.toZonedDateTimeISO(ctx.zone).toPlainDate()
    // The last business day of the second month: enough time, and before the next quarter's.
    const planned = dueOn(lastBusinessDay(period.to.add({ months: 2 })), LEAST_DAYS, today)
    const list = await listAgain(REMINDER, await tasksAt(today, now, ctx), { period, planned }, ctx)
    if (list.tasks.length === 0) return { found: 'nothing', because: 'nothing is due' }
    const news = await newsBetween(ctx.db, await ctx.readLibrary(), { ...period, zone: ctx.zone })
    return { found: 'facts', facts: { news, ...list } }
  },
  report: view,
})

async function tasksAt(
  today: Temporal.PlainDate,
  now: Temporal.Instant,
  { db, readLibrary, zone }: Context,
): Promise<Task[]> {
  return tasksOf({
    library: await readLibrary(),
    zone,
    today,
    questions: await whoIsAsked(db),
    flags: await openFlags(db),
    tried: (await readTried(db, now)).values(),
  })
}
