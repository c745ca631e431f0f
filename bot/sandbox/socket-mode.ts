import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { changed } from './changes.ts'
import { type Answer, type Attempt, type Carrier, wakeWaiting } from './delivery.ts'
import { type Fields, fieldsOf, textOf } from './fields.ts'
import { note } from './journal.ts'
import type { Workspace } from './workspace.ts'

/**
 * Socket Mode: apps.connections.open hands out a ticket, the app connects with it, and each envelope goes to one of
 * the connections in turn. Source: https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export type SocketMode = Carrier & {
  newTicket(): string
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  connections(): number
  /** Cuts every connection without a word, as a crashed load balancer does. */
  drop(): void
  /** Asks every connection to come back, as Slack does every few hours. */
  refresh(reason: 'warning' | 'refresh_requested'): void
  close(): Promise<void>
}

type Links = { open: WebSocket[]; tickets: Set<string>; pending: Map<string, Pending>; turn: number }

type Pending = { link: WebSocket; settle(answer: Answer): void; sentAt: number }

const MOST_CONNECTIONS = 10

export function socketMode(workspace: Workspace): SocketMode {
  const links: Links = { open: [], tickets: new Set(), pending: new Map(), turn: 0 }
  const server = new WebSocketServer({ noServer: true })
  return {
    name: 'socket',
    ready: () => links.open.length > 0,
    carry: (envelope) => carry(workspace, links, envelope),
    newTicket: () => newTicket(links),
    upgrade: (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', workspace.base).searchParams.get('ticket') ?? ''
      if (!links.tickets.delete(ticket)) socket.destroy()
      else server.handleUpgrade(request, socket, head, (link) => welcome(workspace, links, link))
    },
    connections: () => links.open.length,
    drop: () => {
      for (const link of links.open) link.terminate()
    },
    refresh: (reason) => {
      for (const link of links.open) refresh(links, link, reason)
    },
    close: async () => {
      await Promise.all(links.open.map(goodbye))
      server.close()
    },
  }
}

function newTicket(links: Links): string {
  const ticket = randomBytes(16).toString('hex')
  links.tickets.add(ticket)
  return ticket
}

function welcome(workspace: Workspace, links: Links, link: WebSocket): void {
  if (links.open.length >= MOST_CONNECTIONS) {
    disconnect(link, 'too_many_websockets')
    link.close()
    return
  }
  links.open.push(link)
  // An app that hears nothing for half a minute takes the connection for dead, and is away while it makes another.
  const pings = setInterval(() => link.ping(), workspace.pace.pingEvery)
  link.on('close', () => clearInterval(pings))
  link.on('message', (data) => answered(workspace, links, String(data)))
  link.on('error', () => link.terminate())
  link.on('close', () => left(workspace, links, link))
  link.send(
    JSON.stringify({
      type: 'hello',
      num_connections: links.open.length,
      debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: workspace.app.id },
    }),
  )
  changed(workspace, { kind: 'connection' })
  // The app is only listening once it has read the hello; what waits follows it on the same socket, in order.
  wakeWaiting(workspace)
}

function left(workspace: Workspace, links: Links, link: WebSocket): void {
  links.open = links.open.filter((each) => each !== link)
  for (const [id, pending] of links.pending) {
    if (pending.link !== link) continue
    links.pending.delete(id)
    pending.settle({
      state: 'failed',
      error: 'operation_timeout',
      afterMs: performance.now() - pending.sentAt,
    })
  }
  changed(workspace, { kind: 'connection' })
}

function carry(workspace: Workspace, links: Links, envelope: Attempt): Promise<Answer> {
  links.turn += 1
  const link = links.open[links.turn % links.open.length]
  if (link === undefined)
    return Promise.resolve({ state: 'failed', error: 'dispatch_failed', afterMs: 0 } as const)
  const sentAt = performance.now()
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve({ state: 'failed', error: 'operation_timeout', afterMs: performance.now() - sentAt })
    }, workspace.pace.ackWithin)
    const settle = (answer: Answer) => {
      clearTimeout(timer)
      resolve(answer)
    }
    links.pending.set(envelope.id, { link, settle, sentAt })
    link.send(JSON.stringify(onTheWire(envelope)))
  })
}

function onTheWire(envelope: Attempt): Fields {
  const fields = {
    envelope_id: envelope.id,
    type: envelope.kind,
    payload: envelope.payload,
    accepts_response_payload: envelope.acceptsResponse,
  }
  if (envelope.kind !== 'events_api') return fields
  return { ...fields, retry_attempt: envelope.attempt, retry_reason: envelope.retryReason ?? '' }
}

/** The first answer in time counts. A later one is noted, because nobody will see what it says. */
function answered(workspace: Workspace, links: Links, data: string): void {
  const message = parsed(data)
  const id = textOf(message?.envelope_id)
  const pending = links.pending.get(id)
  const at = workspace.clock.now()
  if (message === undefined || pending === undefined) {
    if (message === undefined) note(workspace.journal.troubles, { at, kind: 'bad_ack', detail: data })
    return
  }
  links.pending.delete(id)
  const afterMs = performance.now() - pending.sentAt
  if (afterMs > workspace.pace.ackWithin)
    note(workspace.journal.troubles, { at, kind: 'late_ack', detail: id })
  pending.settle({ state: 'acked', payload: message.payload, afterMs })
}

function parsed(data: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(data))
  } catch {
    return undefined
  }
}

const GOODBYE_WITHIN_MS = 500

/** An app that is stopping at the same time is in the middle of its own goodbye; a cut would be an error to it. */
function goodbye(link: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => link.terminate(), GOODBYE_WITHIN_MS)
    link.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    link.close(1001)
  })
}

/** Slack warns about ten seconds ahead; on a refresh no more envelopes go to that connection. */
function refresh(links: Links, link: WebSocket, reason: 'warning' | 'refresh_requested'): void {
  disconnect(link, reason)
  if (reason === 'refresh_requested') links.open = links.open.filter((each) => each !== link)
}

function disconnect(link: WebSocket, reason: string): void {
  link.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }))
}
