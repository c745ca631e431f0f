import { z } from 'zod'
import { doneWords, sourceRejects } from '#bot/views/source-rejects.ts'
import type { Context } from '#src/context.ts'
import { standInsFor } from '#src/freshness/answerable.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry } from '#src/knowledge/library.ts'
import { isThere } from '#src/members/member.ts'
import { Unreachable } from '#src/sources/connections/connection.ts'
import { recentRuns, SYNC_JOB } from '#src/sources/store.ts'
import { type Asked, job, type OwnTime, type Scope } from './job.ts'

const rejects = z.object({
  title: z.string(),
  slug: z.string(),
  rows: z.number(),
  rejected: z.number(),
  reasons: z.array(z.object({ reason: z.string(), rows: z.number() })),
})

/**
 * Every day the sources that are due are read, each at its own time. Whoever owns one hears of it where rows are
 * rejected for another reason than the last time; that one can't be read is the operator's to hear.
 */
export const sourceSync = job({
  name: SYNC_JOB,
  title: 'Reading the sources',
  does: 'reads the sources that are due; tells the owner of one which of its rows did not fit, once',
  schedule: { every: 'day', about: 'this', on: { day: 1 }, at: '00:05' },
  async scopes({ readLibrary }) {
    const { members, ...library } = await readLibrary()
    const admins = [...members.values()].filter((each) => isThere(each) && each.roles.includes('admin'))
    return entriesOf({ members, ...library }, 'source').flatMap((source): Scope[] => {
      const [first, ...others] = [
        ...(source.owner ? [source.owner] : []),
        ...admins.map(({ handle }) => handle),
      ]
      if (source.body.schedule === undefined || first === undefined) return []
      const standIns = [...standInsFor(first, [source], members), ...others]
      return [{ id: source.slug, reader: { member: first, standIns } }]
    })
  },
  async ownTime(asked, ctx) {
    const source = findEntry(await ctx.readLibrary(), 'source', asked.scope.id)
    return timeOf(source, asked, ctx.zone)
  },
  async lookUp({ scope }, ctx) {
    const source = findEntry(await ctx.readLibrary(), 'source', scope.id)
    if (source === undefined) return
    await readAndWriteBack(ctx, source).catch((error: unknown) => {
      // Who can't be reached now may be reached later, so that it is tried again.
      throw error instanceof Unreachable ? new Error(error.message, { cause: error }) : error
    })
  },
  facts: rejects,
  async compute({ scope }, ctx) {
    const source = findEntry(await ctx.readLibrary(), 'source', scope.id)
    const runs = (await recentRuns(ctx.db, 20, scope.id)).filter(({ state }) => state === 'done')
    const [last, before] = runs
    if (source === undefined || last === undefined)
      return { found: 'nothing', because: 'it has not been read yet' }
    const reasonsOf = (run: typeof last | undefined) => run?.notes.reasons.map(({ reason }) => reason) ?? []
    const known = new Set(reasonsOf(before))
    if (reasonsOf(last).every((reason) => known.has(reason)))
      return { found: 'nothing', because: doneWords(last) }
    const { rows, rejected, notes } = last
    return {
      found: 'facts',
      facts: { title: source.title, slug: source.slug, rows, rejected, reasons: notes.reasons },
    }
  },
  report: (facts, telling) => [{ message: sourceRejects(facts, telling) }],
})

/** What the CRM says of personas comes in before ours goes back. */
async function readAndWriteBack(ctx: Context, source: Entry<'source'>): Promise<void> {
  const { runSource } = await import('#src/sources/run-source.ts')
  await runSource(ctx, source, { by: 'clock' })
  if (!source.body.writeBack) return
  const { writeBack } = await import('#src/sources/write-back.ts')
  await writeBack(ctx, source, { by: 'clock' })
}

/** When a source is due in a day, if it is. */
function timeOf(source: Entry<'source'> | undefined, { period }: Asked, zone: string): OwnTime {
  const schedule = source?.body.schedule
  if (schedule === undefined) return { not: 'it is read by hand' }
  const { every, on, at } = schedule
  const day = period.from
  const isDue = every === 'day' || (every === 'week' ? day.dayOfWeek === on : day.day === on)
  return isDue
    ? { at: day.toZonedDateTime({ timeZone: zone, plainTime: at }) }
    : { not: 'it is read on another day' }
}
