import { randomUUID } from 'node:crypto'
import { changed } from './changes.ts'
import { takeDuplicate } from './faults.ts'
import type { Fields } from './fields.ts'
import { note } from './journal.ts'
import type { Workspace } from './workspace.ts'

/**
 * How what people do reaches the app. An interaction is tried once: without an answer within three seconds the
 * person sees an error. An event is tried again, at once, after a minute and after five, and as soon as a bot
 * connects while it waits. Source: https://docs.slack.dev/apis/events-api#retries
 */
export type Delivery = {
  carrier: Carrier | undefined
  /** Envelopes that somebody still has to answer; zero is part of being quiet. */
  inFlight: number
  /** Events that wait for their next attempt, to be woken by a new connection. */
  waiting: Set<() => void>
  /** Grows with every reset: an event of a workspace that is gone is not tried again. */
  epoch: number
}

/** Socket Mode or HTTP: takes one envelope to one running app and brings the answer back. */
export type Carrier = {
  name: 'socket' | 'http'
  ready(): boolean
  carry(envelope: Attempt): Promise<Answer>
}

type EnvelopeKind = 'slash_commands' | 'interactive' | 'events_api'

type Envelope = { id: string; kind: EnvelopeKind; payload: Fields; acceptsResponse: boolean }

export type Attempt = Envelope & { attempt: number; retryReason: string | undefined }

export type Answer =
  | { state: 'acked'; payload: unknown; afterMs: number }
  | { state: 'failed'; error: DeliveryError; afterMs: number }

/** As Slack words them for the person: `/persona failed with the error "operation_timeout"`. */
export type DeliveryError =
  | 'operation_timeout'
  | 'dispatch_failed'
  | 'http_service_error'
  | 'http_client_error'
  | 'invalid_response'

export const newDelivery = (): Delivery => ({
  carrier: undefined,
  inFlight: 0,
  waiting: new Set(),
  epoch: 0,
})

/** Delivers a command, click, form or shortcut: once, and the answer decides what the person sees. */
export async function deliverInteraction(
  workspace: Workspace,
  kind: 'slash_commands' | 'interactive',
  payload: Fields,
): Promise<Answer> {
  return attempt(workspace, { id: randomUUID(), kind, payload, acceptsResponse: true, ...FIRST })
}

/** Delivers an event in the background, with Slack's retries. */
export function deliverEvent(workspace: Workspace, event: Fields, eventContext: Fields = {}): void {
  if (!isSubscribed(workspace, event)) return
  const payload = {
    token: workspace.secrets.verification,
    team_id: workspace.team.id,
    api_app_id: workspace.app.id,
    event,
    type: 'event_callback',
    event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`,
    event_time: Math.floor(workspace.clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.team.id,
        user_id: workspace.appUser.id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    ...eventContext,
  }
  void untilAcked(workspace, { id: randomUUID(), kind: 'events_api', payload, acceptsResponse: false })
}

/** A bot has connected: what waits for its next attempt goes out now. */
export function wakeWaiting({ delivery }: Workspace): void {
  const waiting = [...delivery.waiting]
  delivery.waiting.clear()
  for (const wake of waiting) wake()
}

/** The workspace is reset or closed: what waits belongs to nobody any more. */
export function forgetWaiting(workspace: Workspace): void {
  workspace.delivery.epoch += 1
  wakeWaiting(workspace)
}

const FIRST = { attempt: 0, retryReason: undefined }

async function untilAcked(workspace: Workspace, envelope: Envelope): Promise<void> {
  const { epoch } = workspace.delivery
  let answer = await attempt(workspace, { ...envelope, ...FIRST })
  for (const [index, delay] of workspace.pace.eventRetries.entries()) {
    if (answer.state === 'acked') return
    await pauseOrConnection(workspace.delivery, delay)
    if (workspace.delivery.epoch !== epoch) return
    const retryReason = answer.error === 'operation_timeout' ? 'timeout' : 'http_error'
    answer = await attempt(workspace, { ...envelope, attempt: index + 1, retryReason })
  }
  if (answer.state === 'failed')
    note(workspace.journal.troubles, {
      at: workspace.clock.now(),
      kind: 'lost_event',
      detail: envelope.id,
    })
}

function pauseOrConnection(delivery: Delivery, delay: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer)
      delivery.waiting.delete(wake)
      resolve()
    }
    const timer = setTimeout(wake, delay)
    timer.unref()
    delivery.waiting.add(wake)
  })
}

async function attempt(workspace: Workspace, envelope: Attempt): Promise<Answer> {
  const { delivery } = workspace
  const { carrier } = delivery
  if (carrier === undefined || !carrier.ready()) return noted(workspace, envelope, UNREACHABLE)
  delivery.inFlight += 1
  try {
    if (takeDuplicate(workspace.faults, envelope.kind)) void carrier.carry(envelope)
    return noted(workspace, envelope, await carrier.carry(envelope))
  } finally {
    delivery.inFlight -= 1
  }
}

const UNREACHABLE: Answer = { state: 'failed', error: 'dispatch_failed', afterMs: 0 }

function noted(workspace: Workspace, envelope: Attempt, answer: Answer): Answer {
  note(workspace.journal.deliveries, {
    at: workspace.clock.now(),
    id: envelope.id,
    kind: envelope.kind,
    attempt: envelope.attempt,
    via: workspace.delivery.carrier?.name ?? 'nobody',
    outcome: answer.state === 'acked' ? 'acked' : answer.error,
  })
  changed(workspace, { kind: 'call' })
  return answer
}

/** Slack sends only the events that the app's manifest subscribes to. */
function isSubscribed({ app }: Workspace, event: Fields): boolean {
  const { type, channel_type: where } = event
  if (type !== 'message') return app.events.includes(String(type))
  return app.events.includes(`message.${where === 'channel' || where === 'group' ? `${where}s` : where}`)
}
