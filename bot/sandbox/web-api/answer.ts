import type { IncomingMessage, ServerResponse } from 'node:http'
import { changed } from '#bot/sandbox/changes.ts'
import { type CallFault, takeCallFault } from '#bot/sandbox/faults.ts'
import type { Fields } from '#bot/sandbox/fields.ts'
import { readArguments, reply } from '#bot/sandbox/http.ts'
import { note } from '#bot/sandbox/journal.ts'
import { Refusal } from '#bot/sandbox/refusals.ts'
import { isBotToken } from '#bot/sandbox/rotation.ts'
import type { SocketMode } from '#bot/sandbox/socket-mode.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { METHODS } from './index.ts'
import { type Method, needScope } from './method.ts'

const BY_NAME = new Map(METHODS.map((method) => [method.name, method]))

type Outcome = { status: number; body: Fields; headers: Record<string, string> }

/** One call of the Web API, from the request to Slack's answer, with a fault in between if one waits for it. */
export async function answerWebApi(
  workspace: Workspace,
  sockets: SocketMode,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fault = takeCallFault(workspace.faults, name)
  if (fault?.kind === 'no_answer') return
  const outcome =
    fault === undefined || fault.kind === 'done_no_answer'
      ? await carriedOut(workspace, sockets, name, request)
      : faulty(fault)
  const { error } = outcome.body
  note(workspace.journal.calls, {
    at: workspace.clock.now(),
    method: name,
    error: error === undefined ? undefined : String(error),
  })
  changed(workspace, { kind: 'call' })
  if (fault?.kind !== 'done_no_answer') reply(response, outcome.status, outcome.body, outcome.headers)
}

async function carriedOut(
  workspace: Workspace,
  sockets: SocketMode,
  name: string,
  request: IncomingMessage,
): Promise<Outcome> {
  const scopes = { 'x-oauth-scopes': workspace.app.scopes.join(',') }
  const method = BY_NAME.get(name)
  const accepted = { 'x-accepted-oauth-scopes': method?.scopes.join(',') ?? '' }
  try {
    const { args, token } = await readArguments(request)
    if (method === undefined) throw new Refusal('unknown_method', { req_method: name })
    authorise(workspace, method, token)
    const body = method.run({ workspace, sockets, args })
    return { status: 200, body: { ok: true, ...body }, headers: { ...scopes, ...accepted } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refused(error, { ...scopes, ...accepted })
  }
}

function authorise(workspace: Workspace, method: Method, token: string | undefined): void {
  if (method.token === 'none') return
  const { appToken } = workspace.secrets
  if (token === undefined) throw new Refusal('not_authed')
  if (token !== appToken && !isBotToken(workspace, token)) throw new Refusal('invalid_auth')
  if ((method.token === 'app') !== (token === appToken)) throw new Refusal('not_allowed_token_type')
  if (method.scopes.length > 0) needScope(workspace, ...method.scopes)
}

function refused(refusal: Refusal, headers: Record<string, string>): Outcome {
  const body = { ok: false, error: refusal.error, ...refusal.extra }
  if (refusal.retryAfter === undefined) return { status: 200, body, headers }
  return { status: 429, body, headers: { ...headers, 'retry-after': String(refusal.retryAfter) } }
}

/** What a fault answers instead of Slack. */
export function faulty(fault: Exclude<CallFault, { kind: 'no_answer' }>): Outcome {
  switch (fault.kind) {
    case 'ratelimited':
      return refused(new Refusal('ratelimited', {}, fault.retryAfter), {})
    case 'error':
      return { status: 200, body: { ok: false, error: fault.error }, headers: {} }
    default:
      return { status: 500, body: { ok: false, error: 'internal_error' }, headers: {} }
  }
}
