import { seeWhoIsThere, tellDepartures } from '#bot/slack/departures.ts'
import { freshnessNotice as view } from '#bot/views/freshness-notice.ts'
import { firstWith, standInsFor } from '#src/freshness/answerable.ts'
import { dueFor } from '#src/freshness/due-for.ts'
import { notice, noticeFor } from '#src/freshness/notice.ts'
import { TELLING_JOBS, toldBefore } from '#src/freshness/store.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { isThere, type KnownMember } from '#src/members/member.ts'
import { isQuiet } from '#src/rhythm/digest-time.ts'
import { readDigestTime } from '#src/rhythm/store.ts'
import { job } from './job.ts'
import { owners } from './owners.ts'

const SATURDAY = 6

/** Who has a part in it and gets no notice is looked for along with whoever hears of departures. */
function othersToLookFor(library: Library, reader: string): KnownMember[] {
  const { members } = library
  const hears = firstWith('persona-owner', members) ?? firstWith('admin', members)
  if (hears?.handle !== reader) return []
  const readers = new Set(owners(library).map(({ id }) => id))
  return [...members.values()].filter(
    (each) => isThere(each) && !readers.has(each.handle) && each.roles.some((role) => role !== 'rep'),
  )
}

/**
 * What has come due or gone stale since the last business day, told once to whoever confirms it. The day of their
 * digest is the digest's: what it has listed is told, and what it could not list is told the day after.
 */
export const freshnessNotice = job({
  name: TELLING_JOBS.notice,
  title: 'Freshness notice',
  does: 'what has just come due or gone stale, for whoever confirms it',
  schedule: { every: 'day', about: 'this', on: { day: 1 }, at: '08:30' },
  async scopes({ readLibrary, now, zone }) {
    const library = await readLibrary()
    return owners(library).map(({ id }) => {
      const due = dueFor(library, id, { now: now(), zone })
      const entries = due.flatMap((each) => library.entries.get(entryKey(each)) ?? [])
      return { id, reader: { member: id, standIns: standInsFor(id, entries, library.members) } }
    })
  },
  async lookUp({ scope }, ctx, wire) {
    const library = await ctx.readLibrary()
    const member = library.members.get(scope.id)
    for (const each of [...(member ? [member] : []), ...othersToLookFor(library, scope.id)])
      await seeWhoIsThere(each, ctx, wire)
    await tellDepartures(scope.id, ctx, wire)
  },
  facts: notice,
  async compute({ period, scope, now }, ctx) {
    const { dayOfWeek } = period.from
    if (dayOfWeek >= SATURDAY) return { found: 'nothing', because: 'it is the weekend' }
    const { time } = await readDigestTime(ctx.db, scope.id)
    if (dayOfWeek === time.weekday) return { found: 'nothing', because: "the day's digest lists what is due" }
    if (isQuiet(time, period.from)) return { found: 'nothing', because: 'its reader wants quiet today' }
    const told = await toldBefore(ctx.db, { period: period.id, scope: scope.id })
    const facts = noticeFor(await ctx.readLibrary(), scope.id, { now, zone: ctx.zone }, told)
    return Object.values(facts).every((some) => some.length === 0)
      ? { found: 'nothing', because: 'nothing has come due' }
      : { found: 'facts', facts }
  },
  report: view,
})
