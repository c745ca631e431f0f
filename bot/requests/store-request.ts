import { setTimeout as wait } from 'node:timers/promises'
import { proposalAt } from '#src/board/comment-store.ts'
import type { Context } from '#src/context.ts'
import { causeOf } from '#src/errors.ts'
import { storeRequest } from '#src/requests/store.ts'
import { type Replied, readIncoming } from './incoming.ts'

/** Slack waits three seconds for the ack; so long may the database take to write a request down, less for a form after its checks. */
const STORE_WITHIN_MS = 2000
const STORE_FORM_WITHIN_MS = 1200

export type Storing = 'stored' | 'repeated' | 'not stored' | 'not for us'

/** Of what people say in threads only the record of proposals is kept; where the database can't say, Slack tells again. */
async function isOnCard({ reply }: Replied, { db, log }: Context): Promise<boolean> {
  try {
    return (await proposalAt(db, { channel: reply.channelId, ts: reply.threadTs })) !== undefined
  } catch (error) {
    log.warn({ cause: causeOf(error) }, 'A reply could not be looked up')
    return true
  }
}

/** Writes a request down, in time for its ack. */
export async function storeInTime(body: object, ctx: Context): Promise<Storing> {
  const incoming = readIncoming(body)
  if (!incoming) return 'not for us'
  if (incoming.type === 'reply' && !(await isOnCard(incoming, ctx))) return 'not for us'
  const { id, type: kind } = incoming
  const most = kind === 'submission' ? STORE_FORM_WITHIN_MS : STORE_WITHIN_MS
  const storing = storeRequest(ctx.db, { id, kind, payload: body }, ctx.now())
  try {
    const inTime = await Promise.race([storing, wait(most, 'late' as const)])
    storing.catch(() => undefined)
    if (inTime === 'late') return 'not stored'
    return inTime ? 'stored' : 'repeated'
  } catch (error) {
    ctx.log.error({ request: id, cause: causeOf(error) }, 'A request could not be written down')
    return 'not stored'
  }
}
