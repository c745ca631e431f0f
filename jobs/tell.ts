import type { Keyed } from '#bot/slack/outgoing.ts'
import type { Lateness } from '#bot/views/telling.ts'
import type { Context } from '#src/context.ts'
import type { TakenRun } from '#src/runs/run.ts'
import type { Job, Place } from './job.ts'
import { periodOf } from './schedule.ts'

export type ToTell = {
  job: Job
  facts: unknown
  run: Pick<TakenRun, 'period' | 'scope' | 'scheduledAt' | 'missed'>
  lateness: Lateness | undefined
  place: Place
  ctx: Context
  /** In front of the keys, where the posts are a test. */
  prefix?: string
}

/** Facts to keyed posts: the first has the run's own key, the others hang on it. */
export async function tell({ job, facts, run, lateness, place, ctx, prefix = '' }: ToTell): Promise<Keyed[]> {
  const key = `${prefix}${keyOf(job, run)}`
  const posts = job.report(facts, {
    run: key,
    scope: run.scope,
    period: periodOf(job.schedule, run),
    scheduledAt: run.scheduledAt,
    lateness,
    missed: run.missed,
    library: await ctx.readLibrary(),
    now: ctx.now(),
    zone: ctx.zone,
    currency: ctx.currency,
  })
  return posts.map(({ name, inThread = false, threadOf = inThread ? key : undefined, message, picture }) => ({
    ...place,
    key: name === undefined ? key : `${key}/${name}`,
    message,
    ...(picture && { picture }),
    ...(threadOf !== undefined && { threadOf }),
  }))
}

/** `kpi-review/2026-10/board` */
export const keyOf = (job: Pick<Job, 'name'>, { period, scope }: { period: string; scope: string }): string =>
  `${job.name}/${period}/${scope}`
