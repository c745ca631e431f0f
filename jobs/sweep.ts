import { deleteDuplicates } from '#bot/slack/find-key.ts'
import { findPost } from '#src/posts/store.ts'
import type { Means } from './run-once.ts'
import { keyOf } from './tell.ts'

/** How far back a process that was declared dead may have posted. */
const BACK = { hours: 3 }

/** For an hour after a run was taken over, looks for what the one that had it before may still have posted. */
export async function sweepDuplicates({ ctx, wire, jobs }: Means): Promise<void> {
  const runs = await ctx.db.$queryRaw<{ job: string; period: string; scope: string }[]>`
    SELECT job, period, scope FROM job_runs WHERE sweep_until > clock_timestamp() AND state <> 'open'`
  for (const run of runs) {
    const job = jobs.find(({ name }) => name === run.job)
    const post = job && (await findPost(ctx.db, keyOf(job, run)))
    if (!post?.ts) continue
    const since = ctx.now().subtract(BACK)
    const place = { channelId: post.channel }
    const found = [
      ...(await deleteDuplicates(place, since, ctx, wire)),
      ...(await deleteDuplicates({ ...place, threadTs: post.ts }, since, ctx, wire)),
    ]
    if (found.length > 0) ctx.log.warn({ keys: found }, 'Duplicates were found and deleted')
  }
}
