import type { Office } from '#bot/actions/action.ts'
import { dispatch } from '#bot/dispatch.ts'
import { keepReply } from '#bot/keep-reply.ts'
import { MODALS } from '#bot/modals/index.ts'
import type { Verdict } from '#bot/modals/modal.ts'
import { personChanged } from '#bot/person-changed/index.ts'
import { type Block, say } from '#bot/slack/blocks.ts'
import { createChannels } from '#bot/slack/channels.ts'
import { deliver } from '#bot/slack/deliver.ts'
import { homeView } from '#bot/slack/home.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { line } from '#bot/slack/text.ts'
import { refusalOf, type Wire } from '#bot/slack/wire.ts'
import { brokeOnMe, inviteFirst, NOT_TAKEN } from '#bot/views/sentences.ts'
import { recordNoRight } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import { causeOf, newReference, UserError } from '#src/errors.ts'
import { NoRight } from '#src/members/authority.ts'
import { finishRequest, isStored, postponeRequest, renewLeases } from '#src/requests/store.ts'
import { backWith, checkForm } from './check-form.ts'
import { type Incoming, readIncoming } from './incoming.ts'
import { createPeople } from './people.ts'
import { createQueue } from './queue.ts'
import { type Storing, storeInTime } from './store-request.ts'
import { type Suggested, suggest } from './suggest.ts'

const TRY_AGAIN_MS = 5000

export type Service = {
  /** Writes a request down, before it is acknowledged. */
  store(body: object): Promise<Storing>
  /** The content of the ack with which a form goes back to its sender; undefined for what may be taken. */
  check(body: object): Promise<object | undefined>
  /** Answers a request that is written down. Never throws: what goes wrong is said, logged and tried again. */
  serve(body: unknown, receivedAt?: Temporal.Instant): Promise<void>
  /** What a menu offers for what somebody types into it: the content of the ack. */
  suggest(body: object): Promise<Suggested>
  /** Does what nobody asked for, such as what is due. */
  send(outgoing: Outgoing[]): Promise<void>
  /** Keeps what is being served, or waits for its turn, from being taken up by somebody else meanwhile. */
  keepInHand(): Promise<void>
  /** Resolves when nothing is being served. */
  idle(): Promise<void>
}

/** The one entry point of everything that people do in Slack. */
export function createService(ctx: Context, wire: Wire, office: Office): Service {
  const people = createPeople(ctx, wire)
  const queue = createQueue()

  const serve = async (incoming: Incoming, receivedAt: Temporal.Instant): Promise<void> =>
    await close(incoming, await handle(incoming, receivedAt), ctx)

  /** What an act needs to know beside itself. */
  function sceneOf({ origin }: Incoming, at: Temporal.Instant) {
    const isOutsider = async (other: string) => (await people.asker(origin.teamId, other)).outsider
    return { at, office, channels: createChannels(wire, isOutsider) }
  }

  async function handle(incoming: Incoming, receivedAt: Temporal.Instant): Promise<Ending> {
    let outgoing: Outgoing[]
    let outcome: 'answered' | 'failed' = 'answered'
    try {
      outgoing = await wantedBy(incoming, receivedAt)
    } catch (error) {
      if (error instanceof NoRight) await refused(error, incoming)
      outgoing = excuse(incoming, worded(error, incoming, ctx))
      outcome = error instanceof NoRight ? 'answered' : 'failed'
    }
    const ending = await sent(outgoing, incoming)
    return ending === 'sent' ? outcome : ending
  }

  async function wantedBy(incoming: Incoming, receivedAt: Temporal.Instant): Promise<Outgoing[]> {
    if (incoming.type === 'user_changed') return await personChanged(incoming, ctx)
    const { teamId, userId } = incoming.origin
    const asker = await people.asker(teamId, userId)
    if (incoming.type === 'reply') return await keepReply(incoming, asker, ctx)
    return await dispatch(incoming, asker, sceneOf(incoming, receivedAt), ctx)
  }

  async function judge(incoming: Extract<Incoming, { type: 'submission' }>): Promise<Verdict> {
    const modal = MODALS.find(({ name }) => name === incoming.modal)
    if (!modal || (await isStored(ctx.db, incoming.id))) return { verdict: 'take' }
    const { origin, id } = incoming
    const asker = await people.asker(origin.teamId, origin.userId)
    const pressed = { request: id, asker, origin, ...sceneOf(incoming, ctx.now()) }
    return await modal.check(incoming, pressed, ctx).catch(async (error: unknown) => {
      if (error instanceof NoRight) await refused(error, incoming)
      throw error
    })
  }

  /** What somebody has no right to is in the audit trail, wherever on the way it turned out. */
  async function refused(error: NoRight, { origin }: Incoming): Promise<void> {
    const { member, userId } = await people.asker(origin.teamId, origin.userId)
    await recordNoRight(ctx.db, member?.handle ?? `slack ${userId}`, error, ctx.now())
  }

  async function sent(outgoing: Outgoing[], incoming: Incoming): Promise<Ending | 'sent'> {
    const { id, origin } = incoming
    try {
      await deliver(outgoing, { id, ...origin }, ctx, wire)
      return 'sent'
    } catch (error) {
      const blocks = finallyRefused(error, incoming, ctx)
      if (!blocks) return 'postponed'
      await deliver(excuse(incoming, blocks), { id, ...origin }, ctx, wire).catch(() => undefined)
      return 'failed'
    }
  }

  return {
    store: async (body) => await storeInTime(body, ctx),
    async check(body) {
      const incoming = readIncoming(body)
      if (incoming?.type !== 'submission') return undefined
      return await checkForm(incoming, () => judge(incoming), ctx)
    },
    async serve(body, receivedAt = ctx.now()) {
      const incoming = readIncoming(body)
      if (incoming) await queue.add(incoming.id, () => serve(incoming, receivedAt))
    },
    suggest: async (body) => await suggest(body, people.asker, ctx),
    send: async (outgoing) => await deliver(outgoing, NOBODY, ctx, wire),
    keepInHand: async () => await renewLeases(ctx.db, queue.ids(), ctx.now()),
    idle: queue.idle,
  }
}

type Ending = 'answered' | 'failed' | 'postponed'

async function close({ id }: Incoming, ending: Ending, ctx: Context): Promise<void> {
  const done =
    ending === 'postponed'
      ? postponeRequest(ctx.db, id, ctx.now(), TRY_AGAIN_MS)
      : finishRequest(ctx.db, id, ending, ctx.now())
  await done.catch((error: unknown) =>
    ctx.log.warn({ request: id, cause: causeOf(error) }, 'A request could not be closed'),
  )
}

/** Where nobody asked, nobody waits for an answer. */
const NOBODY = {
  id: 'nobody',
  userId: '',
  channelId: undefined,
  threadTs: undefined,
  responseUrl: undefined,
  triggerId: undefined,
  direct: false,
}

/** The ack that sends a form back because it can't be written down at the moment. */
export function notTaken(body: object): object | undefined {
  const incoming = readIncoming(body)
  return incoming?.type === 'submission' ? backWith(NOT_TAKEN, incoming) : undefined
}

/** What to show where something went wrong; nothing where nobody asked for anything. */
function excuse(incoming: Incoming, blocks: Block[]): Outgoing[] {
  if (incoming.type === 'user_changed' || incoming.type === 'reply') return []
  if (incoming.type !== 'opened') return [{ to: 'asker', message: message(blocks) }]
  const { userId } = incoming.origin
  return incoming.tab === 'home' ? [{ to: 'home', userId, view: homeView(blocks) }] : []
}

/** Slack's names for what passes by itself. */
const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
])
const CLOSED = new Set(['channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action'])

/** What to say where Slack refuses for good; undefined where trying again later may help. */
function finallyRefused(error: unknown, incoming: Incoming, ctx: Context) {
  const refusal = refusalOf(error)
  ctx.log.error({ request: incoming.id, cause: causeOf(error) }, 'An answer could not be delivered')
  if (refusal === undefined || PASSING.has(refusal)) return undefined
  const { channelId } = incoming.origin
  return CLOSED.has(refusal) && channelId ? inviteFirst(channelId) : worded(error, incoming, ctx)
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
