import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ChannelOption } from './channels.ts'
import type { Clock, Pace } from './clock.ts'
import { forgetWaiting, newDelivery, wakeWaiting } from './delivery.ts'
import { answerDoor, hasToken, isLoopback } from './door/answer.ts'
import type { Door, JobsControl } from './door/route.ts'
import { reply } from './http.ts'
import { httpDelivery } from './http-delivery.ts'
import type { SandboxApp } from './manifest.ts'
import type { PersonOption } from './people.ts'
import { socketMode } from './socket-mode.ts'
import { download, upload } from './transfers.ts'
import { answerWebApi } from './web-api/answer.ts'
import { answerResponse } from './web-api/response.ts'
import { newWorkspace, resetWorkspace, type Workspace } from './workspace.ts'

export type SandboxOptions = {
  /** What the manifest says of the app: its scopes, commands, shortcuts and events. See `appFromManifest`. */
  app: SandboxApp
  people: readonly PersonOption[]
  channels: readonly ChannelOption[]
  teamName?: string
  /** 0, the default, takes any free port. */
  port?: number
  clock?: Clock
  pace?: Partial<Pace>
  jobs?: JobsControl
  /** Pages in front of the door; the first that answers true has handled the request. */
  pages?: readonly PageHandler[]
  /** Told of a failure of the sandbox itself, which is answered with a 500. */
  onFailure?: (error: unknown) => void
}

/** `authorised` says whether the request carries the token of the printed URL. */
export type PageHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  page: Door & { authorised: boolean; url: URL },
) => boolean | Promise<boolean>

export type Sandbox = {
  /** For `clientOptions.slackApiUrl`. */
  apiUrl: string
  /** For a person's browser, and for the door's client. */
  pageUrl: string
  botToken: string
  appToken: string
  signingSecret: string
  workspace: Workspace
  /** Delivers by signed HTTP to this URL, or with undefined by Socket Mode again. */
  deliverTo(requestUrl: string | undefined): void
  dropSockets(): void
  reset(): void
  close(): Promise<void>
}

/** Starts a stand-in for a Slack workspace on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const workspace = newWorkspace({ ...options, delivery: newDelivery() })
  const sockets = socketMode(workspace)
  workspace.delivery.carrier = sockets
  const door: Door = { workspace, sockets, jobs: options.jobs }
  const server = createServer((request, response) => {
    void answer(door, options, request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    if (isOurs(request)) sockets.upgrade(request, socket, head)
    else socket.destroy()
  })
  workspace.base = await listen(server, options.port ?? 0)
  const { botToken, appToken, signingSecret, door: token } = workspace.secrets
  return {
    apiUrl: `${workspace.base}/api/`,
    pageUrl: `${workspace.base}/?token=${token}`,
    botToken,
    appToken,
    signingSecret,
    workspace,
    deliverTo(requestUrl) {
      workspace.delivery.carrier = requestUrl === undefined ? sockets : httpDelivery(workspace, requestUrl)
      wakeWaiting(workspace)
    },
    dropSockets: () => sockets.drop(),
    reset: () => resetWorkspace(workspace),
    async close() {
      forgetWaiting(workspace)
      await sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address() as AddressInfo
      resolve(`http://127.0.0.1:${address.port}`)
    })
  })
}

async function answer(
  door: Door,
  options: SandboxOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isOurs(request)) return reply(response, 403, 'This server answers on the loopback only.')
  try {
    await dispatch(door, options.pages ?? [], request, response)
  } catch (error) {
    options.onFailure?.(error)
    if (!response.headersSent) reply(response, 500, { ok: false, error: 'internal_error' })
  }
}

async function dispatch(
  door: Door,
  pages: readonly PageHandler[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { workspace, sockets } = door
  const url = new URL(request.url ?? '/', workspace.base)
  const [first = '', second = '', ...rest] = url.pathname.split('/').slice(1)
  if (first === 'api') return answerWebApi(workspace, sockets, second, request, response)
  if (first === 'sandbox' && second === 'api') return answerDoor(door, rest.join('/'), request, response)
  if (first === 'sandbox' && second === 'respond')
    return answerResponse(workspace, rest[0] ?? '', request, response)
  if (first === 'sandbox' && second === 'upload') return upload(workspace, rest[0] ?? '', request, response)
  if (first === 'sandbox' && second === 'files') return download(workspace, rest[0] ?? '', request, response)
  for (const page of pages) {
    if (await page(request, response, { ...door, url, authorised: hasToken(workspace, request) })) return
  }
  reply(response, 404, 'There is nothing here.')
}

function isOurs(request: IncomingMessage): boolean {
  const host = request.headers.host ?? ''
  return URL.canParse(`http://${host}`) && isLoopback(new URL(`http://${host}`).hostname)
}
