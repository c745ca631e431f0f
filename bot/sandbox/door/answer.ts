import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fields } from '#bot/sandbox/fields.ts'
import { parseJson, readBody, reply } from '#bot/sandbox/http.ts'
import { Refusal } from '#bot/sandbox/refusals.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { UserError } from '#src/errors.ts'
import { ROUTES } from './index.ts'
import type { Door } from './route.ts'
import { stream } from './stream.ts'

/** One request at the door: the token, the origin and the content type are checked before anything is read. */
export async function answerDoor(
  door: Door,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!hasToken(door.workspace, request))
    return reply(response, 401, { error: 'The token is missing or wrong.' })
  if (!isOwnOrigin(door.workspace, request)) return reply(response, 403, { error: 'Not from another site.' })
  if (path === 'stream') return stream(door.workspace, request, response)
  if (path === 'reference') return reply(response, 200, { endpoints: reference() })
  const route = ROUTES.find((each) => each.path === path && each.verb === request.method)
  if (route === undefined)
    return reply(response, 404, { error: `There is no ${request.method} ${path} here.` })
  try {
    const answer = await route.answer(door, await inputOf(request))
    reply(response, 200, answer)
  } catch (error) {
    if (error instanceof Refusal) return reply(response, 400, { error: error.error, ...error.extra })
    if (!(error instanceof UserError)) throw error
    reply(response, 400, { error: error.message })
  }
}

const reference = (): Fields[] =>
  ROUTES.map(({ verb, path, says }) => ({ verb, path: `/sandbox/api/${path}`, says }))

async function inputOf(request: IncomingMessage): Promise<Fields> {
  if (request.method === 'GET') {
    const { token: _, ...query } = Object.fromEntries(
      new URL(request.url ?? '/', 'http://localhost').searchParams,
    )
    return query
  }
  if (!request.headers['content-type']?.startsWith('application/json'))
    throw new UserError('The door takes JSON: send Content-Type: application/json.')
  const body = await readBody(request)
  return body.length === 0 ? {} : parseJson(body)
}

export function hasToken({ secrets }: Workspace, request: IncomingMessage): boolean {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const given = bearer ?? new URL(request.url ?? '/', 'http://localhost').searchParams.get('token') ?? ''
  const [one, other] = [Buffer.from(given), Buffer.from(secrets.door)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** A browser names the page that asks; only ours may. Scripts send no Origin. */
function isOwnOrigin({ base }: Workspace, request: IncomingMessage): boolean {
  const { origin } = request.headers
  if (origin === undefined) return true
  return (
    URL.canParse(origin) &&
    isLoopback(new URL(origin).hostname) &&
    new URL(origin).port === new URL(base).port
  )
}

/** A name that somebody else's DNS could point here is refused: only the loopback's own names are ours. */
export const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(host)
