import type { ServerResponse } from 'node:http'
import { listOf } from '#bot/sandbox/fields.ts'
import { parseJson, readBody, reply } from '#bot/sandbox/http.ts'
import type { PageHandler } from '#bot/sandbox/server.ts'
import { type Asset, assetAt } from './assets.ts'
import { drawing } from './drawing.ts'

/**
 * The page in front of the door. Its files hold no secret and are served to anybody on this machine; everything
 * else they ask of the door, with the token of the printed URL.
 */
export function sandboxPage(): PageHandler {
  const draw = drawing()
  return async (request, response, { url, authorised, workspace }) => {
    if (request.method === 'GET') {
      const asset = await assetAt(url.pathname)
      if (asset !== undefined) serve(response, asset)
      return asset !== undefined
    }
    if (request.method !== 'POST' || url.pathname !== '/page/draw') return false
    if (!authorised || !request.headers['content-type']?.startsWith('application/json'))
      reply(response, 401, { error: 'The token is missing or wrong.' })
    else {
      const { blocks } = parseJson(await readBody(request))
      reply(response, 200, { drawn: await draw(listOf(blocks), namesOf(workspace)) })
    }
    return true
  }
}

type Named = { id: string; name: string }

const namesOf = (workspace: {
  people: Map<string, Named>
  channels: Map<string, Named>
}): { users: Named[]; channels: Named[] } => ({
  users: [...workspace.people.values()].map(({ id, name }) => ({ id, name })),
  channels: [...workspace.channels.values()].map(({ id, name }) => ({ id, name })),
})

/** No script but the page's own files runs, whatever anybody writes; styles in attributes come from the charts. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

function serve(response: ServerResponse, { content, type }: Asset): void {
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  })
  response.end(content)
}
