import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Change, Workspace } from '#bot/sandbox/workspace.ts'

const HEARTBEAT_MS = 15_000

/** Every change as a server-sent event, with its revision as the id: whoever comes back gets what they missed. */
export function stream(workspace: Workspace, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  })
  const send = (change: Change) =>
    response.write(`id: ${change.revision}\ndata: ${JSON.stringify(change)}\n\n`)
  response.write(`event: hello\ndata: ${JSON.stringify({ revision: workspace.revision })}\n\n`)
  const seen = Number(request.headers['last-event-id'] ?? workspace.revision)
  for (const change of workspace.changes.filter(({ revision }) => revision > seen)) send(change)
  workspace.listeners.add(send)
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS)
  response.on('close', () => {
    clearInterval(heartbeat)
    workspace.listeners.delete(send)
  })
}
