import { setTimeout as wait } from 'node:timers/promises'
import { dispatch } from '#bot/dispatch.ts'
import { say } from '#bot/slack/blocks.ts'
import { createChannels } from '#bot/slack/channels.ts'
import { deliver } from '#bot/slack/deliver.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { line } from '#bot/slack/text.ts'
import type { Wire } from '#bot/slack/wire.ts'
import { brokeOnMe } from '#bot/views/sentences.ts'
import type { Context } from '#src/context.ts'
import { causeOf, newReference, UserError } from '#src/errors.ts'
import { finishRequest, postponeRequest, storeRequest } from '#src/requests/store.ts'
import { type Incoming, readIncoming } from './incoming.ts'
import { createPeople } from './people.ts'

/** Slack waits three seconds for the ack; so long may the database take to write the request down. */
const STORE_WITHIN_MS = 2000
const TRY_AGAIN_MS = 5000

export type Service = {
  /** Writes a request down, before it is acknowledged. */
  store(body: object): Promise<'stored' | 'repeated' | 'not stored' | 'not for us'>
  /** Answers a request that is written down. Never throws: what goes wrong is said, logged and tried again. */
  serve(body: unknown): Promise<void>
  /** Resolves when nothing is being served. */
  idle(): Promise<void>
}

/** The one entry point of everything that people do in Slack. */
export function createService(ctx: Context, wire: Wire): Service {
  const people = createPeople(ctx, wire)
  const running = new Set<Promise<void>>()

  async function serve(body: unknown): Promise<void> {
    const incoming = readIncoming(body)
    if (!incoming) return
    const outcome = await handle(incoming)
    const done =
      outcome === 'postponed'
        ? postponeRequest(ctx.db, incoming.id, ctx.now(), TRY_AGAIN_MS)
        : finishRequest(ctx.db, incoming.id, outcome, ctx.now())
    await done.catch((error: unknown) =>
      ctx.log.warn({ request: incoming.id, cause: causeOf(error) }, 'A request could not be closed'),
    )
  }

  async function handle(incoming: Incoming): Promise<'answered' | 'failed' | 'postponed'> {
    let outgoing: Outgoing[]
    let outcome: 'answered' | 'failed' = 'answered'
    try {
      const { teamId, userId } = incoming.origin
      const channels = createChannels(wire, async (other) => (await people.asker(teamId, other)).outsider)
      outgoing = await dispatch(incoming, await people.asker(teamId, userId), channels, ctx)
    } catch (error) {
      outgoing = [{ to: 'asker', message: message(worded(error, incoming, ctx)) }]
      outcome = 'failed'
    }
    return (await sent(outgoing, incoming)) ? outcome : 'postponed'
  }

  async function sent(outgoing: Outgoing[], { id, origin }: Incoming): Promise<boolean> {
    try {
      await deliver(outgoing, { id, ...origin }, ctx, wire)
      return true
    } catch (error) {
      ctx.log.error({ request: id, cause: causeOf(error) }, 'An answer could not be delivered')
      return false
    }
  }

  return {
    async store(body) {
      const incoming = readIncoming(body)
      if (!incoming) return 'not for us'
      const storing = storeRequest(ctx.db, { id: incoming.id, kind: incoming.type, payload: body }, ctx.now())
      const inTime = await Promise.race([storing, wait(STORE_WITHIN_MS, 'late' as const)]).catch(
        (error: unknown) => {
          ctx.log.error(
            { request: incoming.id, cause: causeOf(error) },
            'A request could not be written down',
          )
          return 'late' as const
        },
      )
      storing.catch(() => undefined)
      if (inTime === 'late') return 'not stored'
      return inTime ? 'stored' : 'repeated'
    },
    async serve(body) {
      const one = serve(body)
      running.add(one)
      await one.finally(() => running.delete(one))
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}

/** A mistake of theirs in its own words; one of ours with a reference, whose cause is in the log. */
function worded(error: unknown, incoming: Incoming, ctx: Context) {
  if (error instanceof UserError) return [say(line(error.message))]
  const reference = newReference()
  ctx.log.error(
    { reference, request: incoming.id, type: incoming.type, cause: causeOf(error), err: error },
    'A request failed',
  )
  return brokeOnMe(reference)
}
