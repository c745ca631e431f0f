import type { Outgoing } from '#bot/slack/outgoing.ts'
import { freshnessNotice } from '#bot/views/freshness-notice.ts'
import { ownerDigest } from '#bot/views/owner-digest.ts'
import type { Listing, Post } from '#bot/views/telling.ts'
import type { Context } from '#src/context.ts'
import { notice } from '#src/freshness/notice.ts'
import { TELLING_JOBS } from '#src/freshness/store.ts'
import { findPost } from '#src/posts/store.ts'
import { ownerWeek } from '#src/refresh/digest.ts'
import { findRun } from '#src/runs/log.ts'
import { listNamed } from '#src/tasks/lists.ts'
import { listsAgain } from './lists-again.ts'
import { toldAgain } from './told-again.ts'

/** The post in which a button was pressed, once more, with what is confirmed by now; nothing where there is none. */
export async function listedAgain(key: string | undefined, ctx: Context): Promise<Outgoing[]> {
  if (key === undefined) return []
  if (listNamed(key)) return await listsAgain(ctx)
  const run = await findRun(ctx.db, key)
  const post = await findPost(ctx.db, key)
  const told = await toldAgain(key, ctx)
  if (!run || !told || !post?.ts) return []
  const [first] = viewOf(run.job, run.facts, told)
  return first ? [{ to: 'channel', key, channelId: post.channel, message: first.message }] : []
}

function viewOf(job: string, facts: unknown, telling: Listing): Post[] {
  if (job === TELLING_JOBS.notice) return freshnessNotice(notice.parse(facts), telling)
  if (job === TELLING_JOBS.digest) return ownerDigest(ownerWeek.parse(facts), telling)
  return []
}
