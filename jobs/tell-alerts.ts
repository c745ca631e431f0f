import { deliverKeyed } from '#bot/slack/deliver-keyed.ts'
import type { Message } from '#bot/slack/message.ts'
import { isUnreachable } from '#bot/slack/tell-member.ts'
import { alertCard } from '#bot/views/alert.ts'
import { heldDigest } from '#bot/views/held-alerts.ts'
import { causeOf, UserError } from '#src/errors.ts'
import type { Library } from '#src/knowledge/library.ts'
import { findPost } from '#src/posts/store.ts'
import { type Alert, cardKey, type Receiver } from '#src/triggers/alert.ts'
import { noteShown } from '#src/triggers/fire-store.ts'
import { readdress } from '#src/triggers/readdress.ts'
import { nameOf } from '#src/triggers/route.ts'
import { heldAlerts, untoldAlerts } from '#src/triggers/store.ts'
import { directTo } from './address.ts'
import type { Place } from './job.ts'
import { awaitTurn } from './publish.ts'
import type { Means } from './run-once.ts'

const AT_ONCE = 500
/** Slack itself fails: the others wait for the next look. */
const MOST_FAILED = 50

/**
 * Posts cards that are not there yet, brings those up to date that say something old, and lists what is beyond a day's
 * cards. Each message has its own key, so that one stays, whoever else tells it too; one that can't be told keeps
 * nobody else from reading theirs.
 */
export async function tellAlerts(means: Pick<Means, 'ctx' | 'wire'>): Promise<number> {
  const { ctx } = means
  const untold = await untoldAlerts(ctx.db, AT_ONCE)
  if (untold.length === 0) return 0
  const library = await ctx.readLibrary()
  let [told, failed] = [0, 0]
  for (const alert of untold) {
    if (failed >= MOST_FAILED) break
    try {
      await tellSomebody(alert, library, means)
      await noteShown(ctx.db, alert)
      told += 1
    } catch (error) {
      failed += 1
      ctx.log.warn({ alert: alert.id, cause: causeOf(error) }, 'An alert could not be told')
    }
  }
  return told
}

/** Whoever Slack doesn't reach is passed over for the next who answers for it. */
async function tellSomebody(
  alert: Alert,
  library: Library,
  means: Pick<Means, 'ctx' | 'wire'>,
): Promise<void> {
  const { ctx } = means
  for (let going: Alert | undefined = alert; going; going = await readdress(going, ctx)) {
    const posted = await findPost(ctx.db, cardKey(going.id))
    try {
      return await tell(going, posted, library, means)
    } catch (error) {
      if (!isUnreachable(error) && !(error instanceof UserError)) throw error
      ctx.log.warn({ alert: going.id, to: nameOf(going.receiver), cause: causeOf(error) }, NOT_THERE)
      // Its card was read once, in a place that takes nothing any more.
      if (posted?.ts !== undefined) return
    }
  }
  ctx.log.error({ alert: alert.id }, 'An alert reaches nobody; /persona alerts lists it')
}

const NOT_THERE = 'An alert could not be told where it was to go'

async function tell(
  alert: Alert,
  posted: { channel: string; ts?: string | undefined } | undefined,
  library: Library,
  means: Pick<Means, 'ctx' | 'wire'>,
): Promise<void> {
  const { ctx } = means
  const key = cardKey(alert.id)
  const shown = { ...ctx, library }
  if (posted?.ts !== undefined) {
    await post({ to: 'channel', channelId: posted.channel }, key, alertCard(alert, shown), means)
  } else if (!alert.held) {
    // What is over before anybody read it is no news.
    if (alert.recoveredAt) return
    await post(await placeOf(alert.receiver, means), key, alertCard(alert, shown), means)
  }
  if (alert.held) await tellHeld(alert, library, means)
}

/** The message that lists what was beyond its day's cards for one receiver. */
async function tellHeld(alert: Alert, library: Library, means: Pick<Means, 'ctx' | 'wire'>): Promise<void> {
  const { ctx } = means
  const day = alert.firedAt.toZonedDateTimeISO(ctx.zone).toPlainDate()
  const from = day.toZonedDateTime(ctx.zone).toInstant()
  const to = day.add({ days: 1 }).toZonedDateTime(ctx.zone).toInstant()
  const all = await heldAlerts(ctx.db, alert.receiver, { from, to })
  const key = `alerts/${day}/${nameOf(alert.receiver)}`
  await post(await placeOf(alert.receiver, means), key, heldDigest(all, { ...ctx, library }), means)
}

/** The channel, or the direct messages of the reader. */
async function placeOf(receiver: Receiver, { ctx, wire }: Pick<Means, 'ctx' | 'wire'>): Promise<Place> {
  if ('channel' in receiver) return { to: 'channel', channelId: receiver.channel }
  return await directTo(receiver.reader, ctx, wire)
}

async function post(
  place: Place,
  key: string,
  message: Message,
  { ctx, wire }: Pick<Means, 'ctx' | 'wire'>,
): Promise<void> {
  const mayPost = async (channelId?: string) => {
    if (channelId !== undefined) await awaitTurn(channelId, ctx, wire)
  }
  await deliverKeyed({ ...place, key, message }, ctx, wire, { mayPost })
}
