import { deepRefresh as view } from '#bot/views/deep-refresh.ts'
import { readDeepRefresh } from '#src/rhythm/store.ts'
import { shortMonth } from '#src/runs/period.ts'
import { DEEP_REFRESH, interviewsOwed } from '#src/tasks/deep-refresh.ts'
import { job } from './job.ts'
import { lastBusinessDay } from './schedule.ts'
import { dueOn, listAgain } from './task-list.ts'

/** Interviews take their time, also where the list comes late. */
const LEAST_DAYS = 60

/** Once a year, where somebody has turned it on: who interviews how many of whom, so that no persona rests on the past. */
export const deepRefresh = job({
  name: DEEP_REFRESH.job,
  title: 'Yearly deep refresh',
  does: 'how old the interviews are, and who does how many new ones by when, for the board',
  schedule: { every: 'month', about: 'this', on: { businessDay: 10 }, at: '10:00' },
  scopes: () => Promise.resolve([{ id: DEEP_REFRESH.scope, reader: { setting: 'board-channel' } }]),
  facts: DEEP_REFRESH.facts,
  async compute({ period, now }, ctx) {
    const chosen = await readDeepRefresh(ctx.db)
    if (!chosen) return { found: 'nothing', because: 'nobody has turned it on: Deep refresh in Home' }
    if (chosen.month !== period.from.month)
      return {
        found: 'nothing',
        because: `it comes in ${shortMonth(period.from.with({ month: chosen.month }))}`,
      }
    const wanted = { since: period.from.subtract({ years: 1 }).toString(), least: chosen.interviews }
    const today = now.toZonedDateTimeISO(ctx.zone).toPlainDate()
    const planned = dueOn(lastBusinessDay(period.from.add({ months: 3 })), LEAST_DAYS, today)
    const owed = interviewsOwed(await ctx.readLibrary(), wanted)
    const list = await listAgain(DEEP_REFRESH, owed, { period, planned }, ctx)
    if (list.tasks.length === 0)
      return { found: 'nothing', because: 'every persona has its interviews of the last year' }
    return { found: 'facts', facts: list }
  },
  report: view,
})
