import { message } from '#bot/slack/message.ts'
import { reminder } from '#bot/views/remind.ts'
import { remindFrom } from '#src/board/deadline.ts'
import { listDueWithin } from '#src/board/store.ts'
import { listWaiting, type Waiting } from '#src/board/waiting.ts'
import type { Context } from '#src/context.ts'
import { findPost } from '#src/posts/store.ts'
import { remindKey } from '#src/refresh/digest.ts'
import type { Outgoing } from './outgoing.ts'

/** The longest that a reminder comes before its deadline: from the business day before, over a weekend. */
const AHEAD = { hours: 4 * 24 }
/** Until whoever could not be reached is tried again. */
const AGAIN_AFTER = { minutes: 10 }

/**
 * Asks each of those by direct message who have not voted when the last business day before the deadline begins. The
 * message's own key keeps it to one, whoever sends it: this, another instance, or the proposer's click.
 */
export async function remindSilent(ctx: Context): Promise<Outgoing[]> {
  const now = ctx.now()
  if ((await listDueWithin(ctx.db, now, now.add(AHEAD))).length === 0) return []
  const library = await ctx.readLibrary()
  const wanted: Outgoing[] = []
  for (const { proposal, stand } of (await listWaiting(ctx.db, now)).filter((each) => isTime(each, now))) {
    for (const handle of new Set(stand.silent.map(({ asked }) => asked.handle))) {
      const key = remindKey(proposal.id, handle)
      if (wasTried(key, ctx) || (await findPost(ctx.db, key))?.ts !== undefined) continue
      wanted.push({ to: 'member', handle, key, message: message(reminder(proposal, library)) })
    }
  }
  return wanted
}

const isTime = ({ proposal: { deadline, openedAt, ruling } }: Waiting, now: Temporal.Instant): boolean => {
  const from = remindFrom(deadline, ruling.zone)
  const isNew = Temporal.Instant.compare(openedAt, from) >= 0
  return !isNew && Temporal.Instant.compare(now, from) >= 0 && Temporal.Instant.compare(now, deadline) < 0
}

/** Whom Slack didn't let us write to isn't tried at every look; nothing is lost with it but a little time. */
const tried = new WeakMap<Context, Map<string, Temporal.Instant>>()

function wasTried(key: string, ctx: Context): boolean {
  const known = tried.get(ctx) ?? new Map<string, Temporal.Instant>()
  tried.set(ctx, known)
  const last = known.get(key)
  if (last && Temporal.Instant.compare(ctx.now(), last.add(AGAIN_AFTER)) < 0) return true
  known.set(key, ctx.now())
  return false
}
