import { plainText } from '#bot/slack/plain-text.ts'
import { dryHeading, nothingToPost } from '#bot/views/job-words.ts'
import type { Context } from '#src/context.ts'
import type { Computed, Job, Scope } from './job.ts'
import { periodAt } from './schedule.ts'
import { tell } from './tell.ts'

/** What each reader of a job would get at an instant, computed and not recorded. */
export async function computeAll(job: Job, at: Temporal.Instant, ctx: Context) {
  const period = periodAt(job.schedule, ctx.zone, at)
  const all: { scope: Scope; run: RunLike; computed: Computed<unknown> }[] = []
  for (const scope of await job.scopes(ctx)) {
    const run = { period: period.id, scope: scope.id, scheduledAt: period.scheduledAt, missed: [] }
    all.push({ scope, run, computed: await job.compute({ period, scope, now: at, linkTo: nowhere }, ctx) })
  }
  return all
}

/** A dry run asks no workspace for anything. */
const nowhere = () => Promise.resolve(undefined)

type RunLike = { period: string; scope: string; scheduledAt: Temporal.ZonedDateTime; missed: string[] }

/** What a job would post at an instant, as text. */
export async function dryRun(job: Job, at: Temporal.Instant, ctx: Context): Promise<string> {
  const then = { ...ctx, now: () => at }
  const parts = []
  for (const { scope, run, computed } of await computeAll(job, at, then)) {
    const heading = dryHeading(job.title, run, readerOf(scope))
    if (computed.found === 'nothing') parts.push(`${heading}\n\n${nothingToPost(computed.because)}`)
    else {
      const place = { to: 'channel', channelId: readerOf(scope) } as const
      const told = await tell({ job, facts: computed.facts, run, lateness: undefined, place, ctx: then })
      parts.push([heading, ...told.map(asText)].join('\n\n'))
    }
  }
  return parts.length === 0 ? nothingToPost('it has no readers') : parts.join('\n\n')
}

const asText = ({ message, picture, threadOf }: Awaited<ReturnType<typeof tell>>[number]): string =>
  [
    ...(threadOf === undefined ? [] : ['  in the thread:']),
    plainText(message.blocks),
    ...(picture ? [`[picture: ${picture.alt}]`] : []),
  ].join('\n')

const readerOf = ({ id, reader }: Scope): string => ('member' in reader ? `@${reader.member}` : id)
