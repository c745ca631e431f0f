import type { Context } from '#src/context.ts'
import { findPost } from '#src/posts/store.ts'
import type { Keyed } from './outgoing.ts'
import { postOnce } from './post.ts'
import type { MayPost } from './send.ts'
import { openDirect, refusalOf, type Wire } from './wire.ts'

/** What a job adds to the delivery of a message: its picture, and a last look before it is sent. */
type Extras = { pictureId?: string | undefined; mayPost?: MayPost | undefined }

/** Posts or updates a keyed message in its channel, thread or direct messages. Returns where it is. */
export async function deliverKeyed(
  each: Keyed,
  ctx: Context,
  wire: Wire,
  { pictureId, mayPost }: Extras = {},
): Promise<{ channelId: string; ts: string }> {
  const channelId = each.to === 'channel' ? each.channelId : await openDirect(wire, each.userId)
  const threadTs = each.threadOf === undefined ? threadOf(each) : await tsOf(each.threadOf, ctx)
  const { key, message, picture } = each
  const post = { key, channelId, threadTs, message, picture, pictureId }
  const ts = await postOnce(post, ctx, wire, mayPost).catch(async (error: unknown) => {
    // The message to answer under was deleted meanwhile.
    if (refusalOf(error) !== 'thread_not_found' || each.threadOf !== undefined) throw error
    return await postOnce({ ...post, threadTs: undefined }, ctx, wire, mayPost)
  })
  return { channelId, ts }
}

const threadOf = (each: Keyed): string | undefined => (each.to === 'channel' ? each.threadTs : undefined)

async function tsOf(key: string, { db }: Context): Promise<string> {
  const known = await findPost(db, key)
  if (known?.ts === undefined) throw new Error(`A reply can't be posted before its message ${key} is.`)
  return known.ts
}
