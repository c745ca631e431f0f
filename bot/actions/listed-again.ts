import { z } from 'zod'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { freshnessNotice } from '#bot/views/freshness-notice.ts'
import { ownerDigest } from '#bot/views/owner-digest.ts'
import { type Listing, lateness, type Post } from '#bot/views/telling.ts'
import type { Context } from '#src/context.ts'
import { notice } from '#src/freshness/notice.ts'
import { TELLING_JOBS } from '#src/freshness/store.ts'
import { findPost } from '#src/posts/store.ts'
import { ownerWeek } from '#src/refresh/digest.ts'
import { findRun } from '#src/runs/log.ts'
import { REMINDER } from '#src/tasks/store.ts'
import { reminderAgain } from './reminder-again.ts'

const told = z.object({ lateness: lateness.optional(), due: z.string().optional() }).catch({})

/** The post in which a button was pressed, once more, with what is confirmed by now; nothing where there is none. */
export async function listedAgain(key: string | undefined, ctx: Context): Promise<Outgoing[]> {
  const run = key === undefined ? undefined : await findRun(ctx.db, key)
  if (run?.job === REMINDER.job) return await reminderAgain(ctx)
  const post = key === undefined ? undefined : await findPost(ctx.db, key)
  if (key === undefined || !run || !post?.ts) return []
  const { lateness: late, due } = told.parse(run.posts ?? {})
  const telling = {
    run: key,
    scope: run.scope,
    scheduledAt:
      due === undefined ? run.scheduledAt : Temporal.Instant.from(due).toZonedDateTimeISO(ctx.zone),
    lateness: late,
    missed: run.missed,
    library: await ctx.readLibrary(),
    zone: ctx.zone,
  }
  const [first] = viewOf(run.job, run.facts, telling)
  return first ? [{ to: 'channel', key, channelId: post.channel, message: first.message }] : []
}

function viewOf(job: string, facts: unknown, telling: Listing): Post[] {
  if (job === TELLING_JOBS.notice) return freshnessNotice(notice.parse(facts), telling)
  if (job === TELLING_JOBS.digest) return ownerDigest(ownerWeek.parse(facts), telling)
  return []
}
