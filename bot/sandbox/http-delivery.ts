import { createHmac } from 'node:crypto'
import type { Answer, Attempt, Carrier, DeliveryError } from './delivery.ts'
import { note } from './journal.ts'
import type { Workspace } from './workspace.ts'

/**
 * Delivery to a request URL, signed as Slack signs it.
 * Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function httpDelivery(workspace: Workspace, requestUrl: string): Carrier {
  return {
    name: 'http',
    ready: () => true,
    carry: (envelope) => carry(workspace, requestUrl, envelope),
  }
}

async function carry(workspace: Workspace, requestUrl: string, envelope: Attempt): Promise<Answer> {
  const sentAt = performance.now()
  const body = bodyOf(envelope)
  const headers = headersOf(workspace.secrets.signingSecret, envelope, body)
  const answer = post(requestUrl, headers, body, sentAt)
  const { promise: timeout, resolve } = Promise.withResolvers<Answer>()
  const timer = setTimeout(() => {
    resolve({ state: 'failed', error: 'operation_timeout', afterMs: performance.now() - sentAt })
    void answer.then(({ state }) => {
      if (state === 'acked')
        note(workspace.journal.troubles, {
          at: workspace.clock.now(),
          kind: 'late_ack',
          detail: envelope.id,
        })
    })
  }, workspace.pace.ackWithin)
  try {
    return await Promise.race([answer, timeout])
  } finally {
    clearTimeout(timer)
  }
}

async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  sentAt: number,
): Promise<Answer> {
  const failed = (error: DeliveryError): Answer => ({
    state: 'failed',
    error,
    afterMs: performance.now() - sentAt,
  })
  try {
    const response = await fetch(url, { method: 'POST', headers, body })
    const text = await response.text()
    if (response.status >= 500) return failed('http_service_error')
    if (!response.ok) return failed('http_client_error')
    return { state: 'acked', payload: payloadOf(text), afterMs: performance.now() - sentAt }
  } catch {
    return failed('dispatch_failed')
  }
}

/** An ack may be empty, plain text or JSON. */
function payloadOf(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function bodyOf({ kind, payload }: Attempt): string {
  switch (kind) {
    case 'events_api':
      return JSON.stringify(payload)
    case 'interactive':
      return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
    case 'slash_commands':
      return new URLSearchParams(
        Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]),
      ).toString()
  }
}

function headersOf(secret: string, envelope: Attempt, body: string): Record<string, string> {
  // The app compares this with its own wall clock to reject replays, whatever time the sandbox plays.
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  const isEvent = envelope.kind === 'events_api'
  const retry =
    envelope.attempt === 0
      ? {}
      : {
          'x-slack-retry-num': String(envelope.attempt),
          'x-slack-retry-reason': envelope.retryReason === 'timeout' ? 'http_timeout' : 'http_error',
        }
  return {
    'content-type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    ...retry,
  }
}
