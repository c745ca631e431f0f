import type { IncomingMessage, ServerResponse } from 'node:http'
import { hasToken } from './door/answer.ts'
import { isReady, mimeOf } from './files.ts'
import { readBody, readForm, reply } from './http.ts'
import type { Workspace } from './workspace.ts'

/** The second step of an upload: the bytes, as they are or in a multipart form. */
export async function upload(
  workspace: Workspace,
  ticket: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = workspace.files.values().find((each) => each.ticket === ticket)
  if (file === undefined) return reply(response, 404, 'No such upload.')
  const body = await readBody(request)
  const type = request.headers['content-type'] ?? ''
  const part = type.startsWith('multipart/') ? (await readForm(body, type)).values().next().value : undefined
  file.content = part instanceof Blob ? Buffer.from(await part.arrayBuffer()) : body
  reply(response, 200, `OK - ${file.content.length}`)
}

/** Files open with the app's token, as Slack's do, or with the page's. */
export function download(
  workspace: Workspace,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const file = workspace.files.get(id)
  const byApp = request.headers.authorization === `Bearer ${workspace.secrets.botToken}`
  if (!byApp && !hasToken(workspace, request)) {
    reply(response, 403, 'The token is missing or wrong.')
    return
  }
  if (file?.content === undefined || !isReady(file)) {
    reply(response, 404, 'No such file.')
    return
  }
  response.writeHead(200, {
    'content-type': mimeOf(file.name),
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
  })
  response.end(file.content)
}
