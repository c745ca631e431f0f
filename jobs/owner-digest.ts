import { quietWords, ownerDigest as view } from '#bot/views/owner-digest.ts'
import type { Context } from '#src/context.ts'
import { TELLING_JOBS } from '#src/freshness/store.ts'
import { isEmpty, ownerWeek } from '#src/refresh/digest.ts'
import { ownerWeekOf } from '#src/refresh/owner-week.ts'
import { dueInWeek, EARLIEST_HOUR, isQuiet } from '#src/rhythm/digest-time.ts'
import { readDigestTime } from '#src/rhythm/store.ts'
import { type Asked, job } from './job.ts'
import { digestReaders } from './owners.ts'

/** What a week asks of each owner, in their direct messages, when they want it; nothing to say means no message. */
export const ownerDigest = job({
  name: TELLING_JOBS.digest,
  title: 'Weekly owner digest',
  does: 'what is stale, due, asked, alerted and to be voted on, for each owner alone',
  schedule: { every: 'week', about: 'this', on: { day: 1 }, at: `0${EARLIEST_HOUR}:00` },
  scopes: async ({ readLibrary }) => digestReaders(await readLibrary()),
  async ownTime(asked, ctx) {
    const { time, due } = await dueOf(asked, ctx)
    if (due.due !== 'at') return { not: quietWords(due.quiet) }
    const today = asked.now.toZonedDateTimeISO(ctx.zone)
    const isLate = Temporal.ZonedDateTime.compare(due.at, today) < 0
    // What could not come at its time keeps quiet on the days that its reader wants quiet.
    return isLate && time.quiet && isQuiet(time, today.toPlainDate())
      ? { not: quietWords(time.quiet) }
      : { at: due.at }
  },
  facts: ownerWeek,
  async compute(asked, ctx) {
    const week = await ownerWeekOf(asked.scope.id, asked.now, ctx)
    const { quiet } = (await dueOf(asked, ctx)).due
    if (isEmpty(week)) return { found: 'nothing', because: 'nothing to say' }
    return { found: 'facts', facts: { ...week, ...(quiet && { quiet }) } }
  },
  report: view,
})

async function dueOf({ period, scope }: Asked, { db, zone }: Context) {
  const { time, since } = await readDigestTime(db, scope.id)
  return { time, due: dueInWeek(period.from, time, { zone, since }) }
}
