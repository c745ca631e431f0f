import { deliverKeyed } from '#bot/slack/deliver-keyed.ts'
import type { Message } from '#bot/slack/message.ts'
import { alertCard, heldDigest } from '#bot/views/alert.ts'
import { causeOf } from '#src/errors.ts'
import { standInsFor } from '#src/freshness/answerable.ts'
import type { Library } from '#src/knowledge/library.ts'
import { findPost } from '#src/posts/store.ts'
import { type Alert, cardKey, type Receiver } from '#src/triggers/alert.ts'
import { noteShown } from '#src/triggers/fire-store.ts'
import { heldAlerts, untoldAlerts } from '#src/triggers/store.ts'
import { directToFirst } from './address.ts'
import type { Place } from './job.ts'
import { awaitTurn } from './publish.ts'
import type { Means } from './run-once.ts'

const AT_ONCE = 50

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
  let told = 0
  for (const alert of untold) {
    try {
      await tell(alert, library, means)
      await noteShown(ctx.db, alert)
      told += 1
    } catch (error) {
      ctx.log.warn({ alert: alert.id, cause: causeOf(error) }, 'An alert could not be told')
    }
  }
  return told
}

async function tell(alert: Alert, library: Library, means: Pick<Means, 'ctx' | 'wire'>): Promise<void> {
  const { ctx } = means
  const key = cardKey(alert.id)
  const shown = { ...ctx, library }
  const posted = await findPost(ctx.db, key)
  if (posted?.ts !== undefined) {
    await post({ to: 'channel', channelId: posted.channel }, key, alertCard(alert, shown), means)
  } else if (!alert.held) {
    // What is over before anybody read it is no news.
    if (alert.recoveredAt) return
    await post(await placeOf(alert, library, means), key, alertCard(alert, shown), means)
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
  const place = await placeOf(alert, library, means)
  await post(place, key, heldDigest(all, { ...ctx, library }), means)
}

const nameOf = (receiver: Receiver): string => ('reader' in receiver ? receiver.reader : receiver.channel)

/** The channel, or the direct messages of the reader; of who can't be found in Slack, those of who stands in. */
async function placeOf(
  { receiver, persona }: Alert,
  library: Library,
  { ctx, wire }: Pick<Means, 'ctx' | 'wire'>,
): Promise<Place> {
  if ('channel' in receiver) return { to: 'channel', channelId: receiver.channel }
  const entry = library.entries.get(`persona/${persona}`)
  const standIns = standInsFor(receiver.reader, entry ? [entry] : [], library.members)
  return await directToFirst(receiver.reader, standIns, ctx, wire)
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
